/** One side of a change between two servers, as a person reads it. */
import type { Seen } from '../harness/results/document.generated.ts';
import { kindOf } from './seen.ts';

export interface Side extends Seen {
  /** The contract leaves it open: what was seen is another one in each run. */
  readonly open?: boolean;
}

/**
 * The reply in one line, the same for the same behaviour in each run. What a contract asks for is
 * said as a reply where it asks for just one, and in the notation of the suites where it asks for less.
 */
export function sideText(side: Side): string {
  return plainText(side).replace(DIGEST, '…');
}

/** Digests of scripts, ids of servers, addresses: digits that say nothing, and need not be the same again. */
export const DIGEST: RegExp = /(?<![0-9a-z])(?:(?:f_)?[0-9a-f]{40}|0x[0-9a-f]{8,})(?![0-9a-z])/g;

function plainText(side: Side): string {
  if (side.open) return openText(kindOf(side));
  const error = errorText(side);
  if (error !== undefined) return `(error) ${error}`;
  if (side.says === 'null') return '(nil)';
  if (/^-?\d+$/.test(side.says)) return `(integer) ${side.says}`;
  return /^\{ status: (\w+) \}$/.exec(side.says)?.[1] ?? side.says;
}

/** The text of an error, asked for or replied; `undefined` when it is no error, or one in each run another. */
export function errorText({ says, open }: Side): string | undefined {
  if (open) return undefined;
  const [, replied] = /^\(error\) (.*)$/s.exec(says) ?? [];
  if (replied !== undefined) return replied;
  const [, asked] = /^\{ error: (.*) \}$/s.exec(says) ?? [];
  return asked?.startsWith('"') ? String(JSON.parse(asked)) : asked;
}

/** The kind of reply, as RESP2 would have it: a change that both protocols show is one. */
export function plainKind(side: Side): string {
  const kind = errorText(side) === undefined ? kindOf(side) : 'error';
  return RESP2_KINDS[kind] ?? kind;
}

const RESP2_KINDS: Readonly<Record<string, string>> = {
  ...{ map: 'array', set: 'array', push: 'array' },
  ...{ double: 'bulk', verbatim: 'bulk', big: 'bulk', boolean: 'integer', 'null array': 'null' },
};

function openText(kind: string): string {
  return kind.startsWith('error ') ? `(error) ${kind.slice('error '.length)} …` : `(${kind})`;
}
