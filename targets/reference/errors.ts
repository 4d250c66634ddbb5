/** The refusals that many commands share, spelled as 7.2 spells them. */
import { CommandError } from './command.ts';

export const SYNTAX_ERROR = 'ERR syntax error';
export const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value';
export const NOT_AN_INTEGER = 'ERR value is not an integer or out of range';
export const NOT_A_FLOAT = 'ERR value is not a valid float';
export const OUT_OF_RANGE = 'ERR value is out of range';
export const OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";
export const NO_SUCH_KEY = 'ERR no such key';
export const NOT_POSITIVE = 'ERR value is out of range, must be positive';
/** What an integer is refused with that has no negation in 64 bits. */
export const NOT_NEGATABLE =
  'ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807';

/** Throws; typed so that it can stand where a value is wanted. */
export function refuse(text: string): never {
  throw new CommandError(text);
}

/** What `refuse` throws when the number of arguments is wrong. */
export function wrongArity(fullName: string): string {
  return `ERR wrong number of arguments for '${fullName}' command`;
}
