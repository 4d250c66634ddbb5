import type { Matcher } from '../matcher.ts';
import type { Push } from '../suite-file.generated.ts';
import { inOrder } from './array.ts';
import type { Compile } from './compiling.ts';

/** `{ push: [message, ch, hi] }`: an out-of-band push in RESP3, an array in RESP2. */
export const push: Compile<Push> = ({ push }, protocol, inner): Matcher =>
  inOrder(push.map(inner), protocol === 3 ? 'push' : 'array', (items) => `{ push: ${items} }`);
