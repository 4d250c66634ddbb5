/** Commands that remove elements by value or by index. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { negatableOf } from '../../counts.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, OK, ZERO } from '../../replies.ts';
import { clampRange } from './arguments.ts';

interface Removal {
  readonly key: ByteString;
  /** From the tail when negative; 0 removes all. */
  readonly count: number;
  readonly element: ByteString;
}

function parseRemoval(argv: readonly ByteString[]): Removal {
  return { key: at(argv, 1), count: negatableOf(at(argv, 2)), element: at(argv, 3) };
}

function remove({ db }: Connection, { key, count, element }: Removal): Reply {
  const list = db.write(key, 'list');
  if (list === undefined) return ZERO;
  const most = count === 0 ? Infinity : Math.abs(count);
  const removed = list.remove(element, most, count < 0 ? 'tail' : 'head');
  if (removed > 0) {
    db.changed(key, 'list', 'lrem', removed);
    db.removeIfEmpty(key, list);
  }
  return integer(removed);
}

export const trimCommands: Family = {
  lrem: command({
    arity: 4,
    flags: ['write'],
    categories: ['list'],
    keys: firstKey('RW delete'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N+M)',
    usage: 'key count:integer element',
    summary: 'Removes elements that equal the given one.',
    parse: parseRemoval,
    run: remove,
  }),

  ltrim: command({
    arity: 4,
    flags: ['write'],
    categories: ['list'],
    keys: firstKey('RW delete'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key start:integer stop:integer',
    summary: 'Keeps the elements between two indexes and removes the others.',
    parse: (argv) => ({
      key: at(argv, 1),
      start: integerOf(at(argv, 2)),
      stop: integerOf(at(argv, 3)),
    }),
    run: ({ db }, { key, ...range }) => {
      const list = db.write(key, 'list');
      if (list === undefined) return OK;
      const { size } = list;
      const { start, stop } = clampRange(size, range);
      if (start > stop) list.trim(size, size - 1);
      else list.trim(start, stop);
      db.changed(key, 'list', 'ltrim', size - list.size);
      db.removeIfEmpty(key, list);
      return OK;
    },
  }),
};
