/** One side of a difference, reduced to what two sightings of the same thing have in common. */
import type { Seen } from '../harness/results/document.generated.ts';

/** The kind of reply: `integer`, `null array`, `error WRONGTYPE`; `nothing` where none came. */
export function kindOf({ value, says }: Seen): string {
  const notation: unknown = value;
  if (notation === undefined) return errorKind(says) ?? 'nothing';
  if (notation === null) return 'null';
  if (Array.isArray(notation)) return 'array';
  if (typeof notation === 'object') return kindOfMarked(notation);
  return KINDS[typeof notation] ?? 'nothing';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'bulk',
  number: 'integer',
  bigint: 'integer',
  boolean: 'boolean',
};

/** The notation marks all other kinds by a key: `{ status: OK }`, `{ error: … }`. */
function kindOfMarked(notation: object): string {
  const [[word, content] = ['nothing', undefined]] = Object.entries(notation);
  if (word === 'error') return `error ${String(content).split(' ', 1)[0]}`;
  if (word === 'null') return `null ${String(content)}`;
  return word === 'hex' || word === 'repeat' ? 'bulk' : word;
}

function errorKind(says: string): string | undefined {
  const code = /^\(error\) (\S+)/.exec(says)?.[1];
  return code === undefined ? undefined : `error ${code}`;
}

/** The words without what varies from case to case: quoted names, numbers. */
export function wordsOf({ says }: Seen): string {
  return says
    .replace(/'[^']*'|`[^`]*`|"[^"]*"/g, (quoted) => `${quoted[0]}…${quoted[0]}`)
    .replace(/\d+/g, '0');
}
