/** Commands that take elements from the ends of lists, and how the blocking ones do it. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, Tail, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { countOf, positiveOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR, wrongArity } from '../../errors.ts';
import { countedKeys, firstKey } from '../../key-spec.ts';
import type { Database } from '../../keyspace.ts';
import { array, bulk, bulks, EMPTY_ARRAY, NULL, NULL_ARRAY } from '../../replies.ts';
import type { ListValue } from '../../values/list.ts';
import type { End } from '../../values/list-chunks.ts';
import { endOf } from './arguments.ts';

const EVENT = { head: 'lpop', tail: 'rpop' } as const;

/** Tells of elements that were taken from one end, and removes the key when none are left. */
export function popped(
  db: Database,
  { key, list, end, count }: { key: ByteString; list: ListValue; end: End; count: number },
): void {
  db.changed(key, 'list', EVENT[end], count);
  db.removeIfEmpty(key, list);
}

export interface Pop {
  readonly key: ByteString;
  readonly count: number | undefined;
}

function parsePop(argv: readonly ByteString[]): Pop {
  const [name = '', key = '', count] = argv;
  if (argv.length > 3) refuse(wrongArity(name.toLowerCase()));
  return { key, count: count === undefined ? undefined : positiveOf(count) };
}

function popFrom(end: End): (connection: Connection, pop: Pop) => Reply {
  return ({ db }, { key, count }) => {
    const list = db.write(key, 'list');
    if (list === undefined) return count === undefined ? NULL : NULL_ARRAY;
    if (count === 0) return EMPTY_ARRAY;
    const values = list.popMany(count ?? 1, end);
    popped(db, { key, list, end, count: values.length });
    return count === undefined ? bulk(at(values, 0)) : bulks(values);
  };
}

export interface PopFromAny {
  readonly keys: readonly ByteString[];
  readonly end: End;
  readonly count: number;
}

/** Reads `numkeys key… LEFT|RIGHT [COUNT count]`, which starts at an index. */
export function parsePopFromAny(argv: readonly ByteString[], from: number): PopFromAny {
  const keyCount = countOf(at(argv, from), 'numkeys');
  const keys = argv.slice(from + 1, from + 1 + keyCount);
  const whereAt = from + 1 + keyCount;
  if (whereAt >= argv.length) refuse(SYNTAX_ERROR);
  const end = endOf(at(argv, whereAt));
  const tail = new Tail(argv, whereAt + 1);
  if (!tail.more) return { keys, end, count: 1 };
  if (tail.left < 2 || word(argv, whereAt + 1) !== 'COUNT') refuse(SYNTAX_ERROR);
  const count = countOf(at(argv, whereAt + 2), 'count');
  if (tail.left > 2) refuse(SYNTAX_ERROR);
  return { keys, end, count };
}

/** Pops from the first key that holds a list; `undefined` when none does. */
export function popFromAny(db: Database, { keys, end, count }: PopFromAny): Reply | undefined {
  for (const key of keys) {
    const list = db.write(key, 'list');
    if (list === undefined) continue;
    const values = list.popMany(count, end);
    popped(db, { key, list, end, count: values.length });
    return array([bulk(key), bulks(values)]);
  }
  return undefined;
}

export const popCommands: Family = {
  lpop: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['list'],
    keys: firstKey('RW access delete'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key [count:integer]',
    summary: 'Takes the first element of a list, or several from the front.',
    parse: parsePop,
    run: popFrom('head'),
  }),

  rpop: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['list'],
    keys: firstKey('RW access delete'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key [count:integer]',
    summary: 'Takes the last element of a list, or several from the back.',
    parse: parsePop,
    run: popFrom('tail'),
  }),

  lmpop: command({
    arity: -4,
    flags: ['write', 'movablekeys'],
    categories: ['list'],
    keys: [countedKeys('RW access delete', 1)],
    since: '7.0.0',
    group: 'list',
    complexity: 'O(N+M)',
    usage: 'numkeys:integer key... (LEFT | RIGHT) [COUNT count:integer]',
    summary: 'Takes elements from the first of several lists that exists.',
    parse: (argv) => parsePopFromAny(argv, 1),
    run: ({ db }, pop) => popFromAny(db, pop) ?? NULL_ARRAY,
  }),
};
