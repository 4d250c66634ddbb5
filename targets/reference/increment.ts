/** What INCRBYFLOAT and HINCRBYFLOAT share. */
import type { ByteString } from '../../harness/wire/reply.ts';
import { NOT_A_FLOAT, refuse } from './errors.ts';
import { addLongDoubles, formatLongDouble, parseLongDouble } from './long-double.ts';

/** The sum as it is stored and replied; `notAFloat` is the text about an unreadable old value. */
export function addFloat(
  old: ByteString | undefined,
  increment: ByteString,
  notAFloat: string = NOT_A_FLOAT,
): ByteString {
  const base = parseLongDouble(old ?? '0') ?? refuse(notAFloat);
  const added = parseLongDouble(increment) ?? refuse(NOT_A_FLOAT);
  const sum = base === 'infinite' || added === 'infinite' ? undefined : addLongDoubles(base, added);
  return formatLongDouble(sum ?? refuse('ERR increment would produce NaN or Infinity'));
}
