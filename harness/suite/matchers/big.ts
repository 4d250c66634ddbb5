import type { Protocol } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Big } from '../suite-file.generated.ts';
import { bulkOf } from './bulk.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** `{ big: "123…" }`: a big number in RESP3, a bulk string in RESP2. */
export function big({ big }: Big, protocol: Protocol): Matcher {
  const text = String(big);
  const says = `{ big: "${text}" }`;
  if (protocol === 2) return bulkOf(text, says);
  const wanted = { type: 'big', text } as const;
  return exactMatcher(says, (reply) =>
    reply.type === 'big' && reply.text === text ? reply : withAttributesOf(reply, wanted),
  );
}
