/** Commands that look at a list. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { negatableOf, notNegativeOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array, bulkOrNull, bulks, EMPTY_ARRAY, integer, NULL } from '../../replies.ts';
import { clampRange } from './arguments.ts';

interface Search {
  readonly key: ByteString;
  readonly element: ByteString;
  /** From the tail when negative; the first so many matches but one are passed over. */
  readonly rank: number;
  /** 0 finds all, `undefined` the one. */
  readonly count: number | undefined;
  /** How many elements are compared at most; 0 compares all. */
  readonly comparisonsMax: number;
}

function parseSearch(argv: readonly ByteString[]): Search {
  let search: Search = {
    key: at(argv, 1),
    element: at(argv, 2),
    rank: 1,
    count: undefined,
    comparisonsMax: 0,
  };
  const tail = new Tail(argv, 3);
  while (tail.more) {
    const option = tail.word();
    if (!tail.more) refuse(SYNTAX_ERROR);
    if (option === 'RANK') search = { ...search, rank: rankOf(tail.value()) };
    else if (option === 'COUNT') search = { ...search, count: notNegativeOf(tail.value(), option) };
    else if (option === 'MAXLEN') {
      search = { ...search, comparisonsMax: notNegativeOf(tail.value(), option) };
    } else refuse(SYNTAX_ERROR);
  }
  return search;
}

function rankOf(text: ByteString): number {
  return negatableOf(text) || refuse(RANK_IS_ZERO);
}

const RANK_IS_ZERO =
  "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... " +
  'or use negative to start from the end of the list';

function search({ db }: Connection, options: Search): Reply {
  const { element, rank, count, comparisonsMax } = options;
  const list = db.read(options.key, 'list');
  const found: number[] = [];
  let passedOver = 0;
  let compared = 0;
  list?.walk(rank > 0 ? 'head' : 'tail', (value, index) => {
    compared += 1;
    if (value === element && ++passedOver >= Math.abs(rank)) found.push(index);
    const enough = count !== 0 && found.length >= (count ?? 1);
    return !enough && compared !== comparisonsMax;
  });
  if (count !== undefined) return array(found.map(integer));
  return found[0] === undefined ? NULL : integer(found[0]);
}

export const readCommands: Family = {
  llen: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['list'],
    keys: firstKey('RO'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Tells how many elements a list has.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'list')?.size ?? 0),
  }),

  lindex: command({
    arity: 3,
    flags: ['readonly'],
    categories: ['list'],
    keys: firstKey('RO access'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key index:integer',
    summary: 'Reads the element at an index; a negative one counts from the end.',
    parse: (argv) => ({ key: at(argv, 1), index: at(argv, 2) }),
    run: ({ db }, { key, index: indexText }) => {
      const list = db.read(key, 'list');
      if (list === undefined) return NULL;
      const index = integerOf(indexText);
      return bulkOrNull(list.at(index < 0 ? index + list.size : index));
    },
  }),

  lrange: command({
    arity: 4,
    flags: ['readonly'],
    categories: ['list'],
    keys: firstKey('RO access'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(S+N)',
    usage: 'key start:integer stop:integer',
    summary: 'Reads the elements between two indexes, both included.',
    parse: (argv) => ({
      key: at(argv, 1),
      start: integerOf(at(argv, 2)),
      stop: integerOf(at(argv, 3)),
    }),
    run: ({ db }, { key, ...range }) => {
      const list = db.read(key, 'list');
      if (list === undefined) return EMPTY_ARRAY;
      const { start, stop } = clampRange(list.size, range);
      return bulks(list.range(start, stop));
    },
  }),

  lpos: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['list'],
    keys: firstKey('RO access'),
    since: '6.0.6',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key element [RANK rank:integer] [COUNT num-matches:integer] [MAXLEN len:integer]',
    summary: 'Finds the indexes of elements that equal the given one.',
    parse: parseSearch,
    run: search,
  }),
};
