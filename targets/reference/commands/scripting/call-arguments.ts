/** The end of EVAL, FCALL and their kin: `numkeys [key …] [arg …]`. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../arguments.ts';
import { refuse } from '../../errors.ts';

export interface KeysAndArguments {
  readonly keys: readonly ByteString[];
  readonly args: readonly ByteString[];
  /** The whole request. */
  readonly argv: readonly ByteString[];
}

/** Splits what follows the number of keys; `otherwise` is what a number that is none is told. */
export function keysAndArguments(
  argv: readonly ByteString[],
  otherwise?: string,
): KeysAndArguments {
  const count = integerOf(at(argv, 2), otherwise);
  if (count > argv.length - 3) {
    refuse("ERR Number of keys can't be greater than number of args");
  }
  if (count < 0) refuse("ERR Number of keys can't be negative");
  return { keys: argv.slice(3, 3 + count), args: argv.slice(3 + count), argv };
}
