/** Arguments as redis-cli and inline requests quote them. */
import type { ByteString } from '../wire/reply.ts';

const ESCAPES: Readonly<Record<string, ByteString>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};

/** One argument: plain, "with \x00 escapes" or 'with \' only'; after a quote a space must follow. */
const ARGUMENT = /(?:"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|([^\s"']+))/y;

/**
 * The arguments of a line; `undefined` when its quotes do not match.
 * The rules, `foo"bar"` as one argument included, are those that redis-cli 7.0 was seen to follow.
 */
export function splitArguments(line: ByteString): ByteString[] | undefined {
  const argv: ByteString[] = [];
  let at = 0;
  while (at < line.length) {
    const [spaces = ''] = /^\s*/.exec(line.slice(at)) ?? [];
    at += spaces.length;
    if (at === line.length) break;
    const read = readArgument(line, at);
    if (read === undefined) return undefined;
    argv.push(read.argument);
    at = read.end;
  }
  return argv;
}

function readArgument(
  line: ByteString,
  start: number,
): { argument: ByteString; end: number } | undefined {
  let argument = '';
  let at = start;
  while (at < line.length && !/\s/.test(line.charAt(at))) {
    ARGUMENT.lastIndex = at;
    const match = ARGUMENT.exec(line);
    if (match === null) return undefined;
    const [all, double, single, plain] = match;
    argument +=
      double !== undefined ? unescaped(double) : (single?.replaceAll("\\'", "'") ?? plain);
    at += all.length;
    const closed = plain === undefined;
    if (closed && at < line.length && !/\s/.test(line.charAt(at))) return undefined;
  }
  return { argument, end: at };
}

/** The bytes between double quotes; a backslash before anything else stands for that. */
export function unescaped(quoted: ByteString): ByteString {
  return quoted.replace(
    /\\(?:x([\da-f]{2})|([\s\S]))/gi,
    (_, hex: string | undefined, char: string) =>
      hex === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
