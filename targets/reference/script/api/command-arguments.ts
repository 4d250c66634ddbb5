/** The arguments of `redis.call` become those of a command. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { formatDouble } from '../../values/grisu.ts';
import type { LuaValue } from '../lua/value.ts';

/** The command's arguments, or why there are none. */
export function commandArguments(
  values: readonly LuaValue[],
): { readonly argv: readonly ByteString[] } | { readonly problem: string } {
  if (values.length === 0) {
    return { problem: 'Please specify at least one argument for this redis lib call' };
  }
  const argv: ByteString[] = [];
  for (const value of values) {
    if (typeof value === 'string') argv.push(value);
    else if (typeof value === 'number') argv.push(numberText(value));
    else return { problem: 'Lua redis lib command arguments must be strings or integers' };
  }
  return { argv };
}

/** Not as Lua writes numbers, which keeps 14 digits only. */
function numberText(value: number): ByteString {
  if (value === 0) return '0';
  // The NaN of 0/0, the one that scripts come by, has its sign set.
  return Number.isNaN(value) ? '-nan' : formatDouble(value);
}
