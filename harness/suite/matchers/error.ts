import { type ByteString, errorCode, type Protocol } from '../../wire/reply.ts';
import { bytesOf, saysBytes } from '../bytes.ts';
import type { Matcher } from '../matcher.ts';
import type { ErrorReply } from '../suite-file.generated.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/**
 * `{ error: WRONGTYPE }` asserts the code, `{ error: "ERR syntax error" }` the whole text.
 *
 * A code alone does not mask the text: that the contract does not care is no reason to keep quiet
 * about two targets that word the same error differently.
 */
export function error({ error }: ErrorReply, protocol: Protocol): Matcher {
  const text = protocol === 2 ? bytesOf(error).replace(/[\r\n]/g, ' ') : bytesOf(error);
  const says = `{ error: ${saysBytes(error)} }`;
  return /^[A-Z]+$/.test(text) ? errorByCode(text, says) : errorByText(text, says);
}

function errorByText(text: ByteString, says: string): Matcher {
  const wanted = { type: 'error', text } as const;
  return exactMatcher(says, (reply) =>
    reply.type === 'error' && reply.text === text ? reply : withAttributesOf(reply, wanted),
  );
}

function errorByCode(code: ByteString, says: string): Matcher {
  const wanted = { type: 'error', text: code } as const;
  return exactMatcher(says, (reply) => {
    if (reply.type !== 'error') return withAttributesOf(reply, wanted);
    const seen = errorCode(reply.text);
    // Only the code is asserted, so only the code differs.
    return seen === code ? reply : { ...reply, text: code + reply.text.slice(seen.length) };
  });
}
