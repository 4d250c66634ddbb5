import { type Reply, utf8Text } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import { plainText } from '../notation.ts';
import type { Match } from '../suite-file.generated.ts';
import { hiddenValue, openMatcher, placeholder, withAttributesOf } from './compiling.ts';

/** `{ match: "^[0-9a-f]{40}$" }`: text that the regular expression finds a match in. */
export function match({ match }: Match): Matcher {
  const says = `{ match: ${plainText(match)} }`;
  const pattern = new RegExp(match, 's');
  // No text can be derived from a pattern, so this stands for all that would match.
  const wanted = placeholder(says);
  const fits = (reply: Reply): boolean =>
    'text' in reply &&
    (pattern.test(utf8Text(reply.text) ?? reply.text) ||
      (reply.type === 'status' && reply.text === says));
  return openMatcher(
    says,
    (reply) => (fits(reply) ? reply : withAttributesOf(reply, wanted)),
    hiddenValue(says),
  );
}
