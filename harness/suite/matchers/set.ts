import type { Matcher } from '../matcher.ts';
import type { SetReply } from '../suite-file.generated.ts';
import type { Compile } from './compiling.ts';
import { inAnyOrder } from './unordered.ts';

/** `{ set: [a, b] }`: a set in RESP3, an array in any order in RESP2. */
export const set: Compile<SetReply> = ({ set }, protocol, inner): Matcher =>
  inAnyOrder(set.map(inner), protocol === 3 ? 'set' : 'array', (items) => `{ set: ${items} }`);
