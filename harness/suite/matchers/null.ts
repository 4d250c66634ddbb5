import type { Protocol } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** `null`: `_` in RESP3, `$-1` in RESP2. */
export function nullReply(protocol: Protocol): Matcher {
  return nullSentAs(protocol === 3 ? '_' : '$-1', 'null');
}

/** `{ null: array }`: `_` in RESP3, `*-1` in RESP2. */
export function nullArray(_: { readonly null: 'array' }, protocol: Protocol): Matcher {
  return nullSentAs(protocol === 3 ? '_' : '*-1', '{ null: array }');
}

function nullSentAs(sentAs: '_' | '$-1' | '*-1', says: string): Matcher {
  const wanted = { type: 'null', sentAs } as const;
  return exactMatcher(says, (reply) =>
    reply.type === 'null' && reply.sentAs === sentAs ? reply : withAttributesOf(reply, wanted),
  );
}
