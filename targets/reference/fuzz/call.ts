/** A command of a sequence, and since which version all of it is known. */
import type { ByteString } from '../../../harness/wire/reply.ts';

export interface Call {
  readonly argv: readonly ByteString[];
  /** The newest of the command, its options and the spellings drawn: `7.2.0`. */
  readonly since: string;
}

/** Some words of a command. */
export interface Words {
  readonly words: readonly ByteString[];
  readonly since: string;
}

export const ALWAYS = '1.0.0';

export function newest(versions: readonly (string | undefined)[]): string {
  let found = ALWAYS;
  for (const version of versions) {
    if (version !== undefined && compareVersions(version, found) > 0) found = version;
  }
  return found;
}

/** Negative when the first is older, as a comparison for sorting. */
export function compareVersions(a: string, b: string): number {
  const theirs = b.split('.').map(Number);
  const steps = a.split('.').map((part, i) => Number(part) - (theirs[i] ?? 0));
  return steps.find((step) => step !== 0) ?? 0;
}

/** One word as redis-cli reads it. */
function quoted(word: ByteString): string {
  if (/^[\w:.*#@^&+=,/<>()[\]?-]+$/.test(word)) return word;
  const escaped = word.replace(/["\\]|[^ -~]/g, (char) =>
    char === '"' || char === '\\'
      ? `\\${char}`
      : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

/** The line to type into redis-cli. */
export function cliLine(argv: readonly ByteString[]): string {
  return argv.map(quoted).join(' ');
}
