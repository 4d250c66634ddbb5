/** Commands that remove members by name or by range. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import type { RankSpan } from '../../values/selection.ts';
import type { SortedSetValue } from '../../values/sorted-set.ts';
import { membersBetween, ranksBetween, scoresBetween } from './selections.ts';

interface Removal {
  readonly key: ByteString;
  /** Removes, and says how many that were. */
  readonly removeFrom: (set: SortedSetValue) => number;
}

function remove(event: string): (connection: Connection, removal: Removal) => Reply {
  return ({ db }, { key, removeFrom }) => {
    const set = db.write(key, 'zset');
    if (set === undefined) return ZERO;
    const removed = removeFrom(set);
    if (removed > 0) {
      db.changed(key, 'sorted-set', event, removed);
      db.removeIfEmpty(key, set);
    }
    return integer(removed);
  };
}

function removalOf(key: ByteString, span: (set: SortedSetValue) => RankSpan): Removal {
  return { key, removeFrom: (set) => set.deleteSpan(span(set)).length };
}

export const removeCommands: Family = {
  zrem: command({
    arity: -3,
    flags: ['write', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RW delete'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(M*log(N))',
    usage: 'key member...',
    summary: 'Removes members, and the sorted set with the last of them.',
    parse: ([, key = '', ...members]): Removal => ({
      key,
      removeFrom: (set) => members.filter((member) => set.delete(member)).length,
    }),
    run: remove('zrem'),
  }),

  zremrangebyrank: command({
    arity: 4,
    flags: ['write'],
    categories: ['sortedset'],
    keys: firstKey('RW delete'),
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N)+M)',
    usage: 'key start:integer stop:integer',
    summary: 'Removes the members between two ranks.',
    parse: (argv): Removal => {
      const [start, stop] = [integerOf(at(argv, 2)), integerOf(at(argv, 3))];
      return removalOf(at(argv, 1), ({ size }) => ranksBetween(size, start, stop));
    },
    run: remove('zremrangebyrank'),
  }),

  zremrangebyscore: command({
    arity: 4,
    flags: ['write'],
    categories: ['sortedset'],
    keys: firstKey('RW delete'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(log(N)+M)',
    usage: 'key min:double max:double',
    summary: 'Removes the members with scores between two.',
    parse: (argv): Removal => {
      const selection = scoresBetween(at(argv, 2), at(argv, 3));
      return removalOf(at(argv, 1), (set) => set.span(selection));
    },
    run: remove('zremrangebyscore'),
  }),

  zremrangebylex: command({
    arity: 4,
    flags: ['write'],
    categories: ['sortedset'],
    keys: firstKey('RW delete'),
    since: '2.8.9',
    group: 'sorted-set',
    complexity: 'O(log(N)+M)',
    usage: 'key min max',
    summary: 'Removes the members between two, by bytes, when all scores are equal.',
    parse: (argv): Removal => {
      const selection = membersBetween(at(argv, 2), at(argv, 3));
      return removalOf(at(argv, 1), (set) => set.span(selection));
    },
    run: remove('zremrangebylex'),
  }),
};
