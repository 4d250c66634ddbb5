import type { Protocol } from '../../wire/reply.ts';
import { bytesOf, saysBytes } from '../bytes.ts';
import type { Matcher } from '../matcher.ts';
import type { Verbatim } from '../suite-file.generated.ts';
import { bulkOf } from './bulk.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** `{ verbatim: "txt:…" }`: a verbatim string in RESP3, its text as a bulk string in RESP2. */
export function verbatim({ verbatim }: Verbatim, protocol: Protocol): Matcher {
  const bytes = bytesOf(verbatim);
  const format = bytes.slice(0, 3);
  const text = bytes.slice(4);
  const says = `{ verbatim: ${saysBytes(verbatim)} }`;
  if (protocol === 2) return bulkOf(text, says);
  const wanted = { type: 'verbatim', format, text } as const;
  return exactMatcher(says, (reply) =>
    reply.type === 'verbatim' && reply.text === text && reply.format === format
      ? reply
      : withAttributesOf(reply, wanted),
  );
}
