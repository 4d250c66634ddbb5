import { bytesOf, saysBytes } from '../bytes.ts';
import type { Matcher } from '../matcher.ts';
import type { Status } from '../suite-file.generated.ts';
import { exactMatcher, withAttributesOf } from './compiling.ts';

/** `{ status: OK }`: a simple string, in both protocols. */
export function status({ status }: Status): Matcher {
  const text = bytesOf(status);
  const wanted = { type: 'status', text } as const;
  return exactMatcher(`{ status: ${saysBytes(status)} }`, (reply) =>
    reply.type === 'status' && reply.text === text ? reply : withAttributesOf(reply, wanted),
  );
}
