/** Commands as suites write them: arguments with holes for saved replies, bytes, and one line for people. */
import { encodeCommand } from '../wire/encode.ts';
import { type ByteString, utf8Bytes } from '../wire/reply.ts';
import { bytesOf, saysBytes } from './bytes.ts';
import type { Argument, Command } from './case.ts';
import { quoted } from './notation.ts';
import type { Arguments, Argument as WrittenArgument } from './suite-file.generated.ts';

const HOLE = /\$\{([a-z][a-z0-9_]*)\}/;

/** The command, encoded already when no argument has a hole. */
export function compileCommand(written: Arguments): Command {
  const argv = written.map(compileArgument);
  const plain = argv.filter((argument) => typeof argument === 'string');
  return plain.length === argv.length ? { argv, bytes: encodeCommand(plain) } : { argv };
}

function compileArgument(written: WrittenArgument): Argument {
  if (typeof written !== 'string') return bytesOf(written);
  // Every second part is what the group caught: the name of a hole.
  const parts = written.split(HOLE);
  if (parts.length === 1) return utf8Bytes(written);
  return parts
    .map((part, i) => (i % 2 === 0 ? utf8Bytes(part) : { hole: part }))
    .filter((part) => part !== '');
}

/** The names that the arguments leave open. */
export function holesOf({ argv }: Command): string[] {
  return argv.flatMap((argument) =>
    typeof argument === 'string'
      ? []
      : argument.flatMap((part) => (typeof part === 'string' ? [] : [part.hole])),
  );
}

/** The name of the command in lower case, as far as it can be known before it is sent. */
export function commandName({ argv: [name] }: Command): string | undefined {
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

/** The command in one line, as a person would type it into redis-cli. */
export function saysCommand(written: Arguments): string {
  return written.map(saysArgument).join(' ');
}

function saysArgument(written: WrittenArgument): string {
  if (typeof written !== 'string') {
    return 'hex' in written ? quoted(bytesOf(written)) : saysBytes(written);
  }
  return /^[^\s"'\\\p{Cc}]+$/u.test(written) ? written : quoted(utf8Bytes(written));
}

/** Bytes in one line, cut where they get long. */
export function saysRaw(bytes: ByteString): string {
  return bytes.length <= RAW_SHOWN_MAX
    ? quoted(bytes)
    : `${quoted(bytes.slice(0, RAW_SHOWN_MAX))}… (${bytes.length} bytes)`;
}

// Two lines of a terminal.
const RAW_SHOWN_MAX = 160;
