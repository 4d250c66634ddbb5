/** Commands that look at single members, or count them. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR, wrongArity } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array, double, integer, NULL, NULL_ARRAY } from '../../replies.ts';
import { cursorOf, scanOptionsOf, scanReply } from '../../scan.ts';
import { formatDouble } from '../../values/grisu.ts';
import { formatPercentG } from '../../values/percent-g.ts';
import type { Selection } from '../../values/selection.ts';
import { membersBetween, scoresBetween } from './selections.ts';

interface RankOf {
  readonly key: ByteString;
  readonly member: ByteString;
  readonly withScore: boolean;
}

function parseRank(argv: readonly ByteString[]): RankOf {
  if (argv.length > 4) refuse(wrongArity(at(argv, 0).toLowerCase()));
  const withScore = argv.length === 4;
  if (withScore && word(argv, 3) !== 'WITHSCORE') refuse(SYNTAX_ERROR);
  return { key: at(argv, 1), member: at(argv, 2), withScore };
}

function rankFrom(end: 'lowest' | 'highest'): (connection: Connection, options: RankOf) => Reply {
  return ({ db }, { key, member, withScore }) => {
    const set = db.read(key, 'zset');
    const fromLowest = set?.rank(member);
    if (set === undefined || fromLowest === undefined) return withScore ? NULL_ARRAY : NULL;
    const rank = end === 'lowest' ? fromLowest : set.size - 1 - fromLowest;
    if (!withScore) return integer(rank);
    return array([integer(rank), double(set.score(member) ?? 0)]);
  };
}

interface CountBetween {
  readonly key: ByteString;
  readonly selection: Selection;
}

function count({ db }: Connection, { key, selection }: CountBetween): Reply {
  const span = db.read(key, 'zset')?.span(selection);
  return integer(span === undefined ? 0 : span.end - span.start);
}

function scoreReply(score: number | undefined): Reply {
  return score === undefined ? NULL : double(score);
}

export const readCommands: Family = {
  zcard: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Tells how many members a sorted set has.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'zset')?.size ?? 0),
  }),

  zscore: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(1)',
    usage: 'key member',
    summary: 'Reads the score of a member.',
    parse: (argv) => ({ key: at(argv, 1), member: at(argv, 2) }),
    run: ({ db }, { key, member }) => scoreReply(db.read(key, 'zset')?.score(member)),
  }),

  zmscore: command({
    arity: -3,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '6.2.0',
    group: 'sorted-set',
    complexity: 'O(N)',
    usage: 'key member...',
    summary: 'Reads the scores of several members; each one that is missing is a null.',
    parse: (argv) => ({ key: at(argv, 1), members: argv.slice(2) }),
    run: ({ db }, { key, members }) => {
      const set = db.read(key, 'zset');
      return array(members.map((member) => scoreReply(set?.score(member))));
    },
  }),

  zrank: command({
    arity: -3,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key member [WITHSCORE]',
    summary: 'Tells how many members come before one.',
    parse: parseRank,
    run: rankFrom('lowest'),
  }),

  zrevrank: command({
    arity: -3,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key member [WITHSCORE]',
    summary: 'Tells how many members come after one.',
    parse: parseRank,
    run: rankFrom('highest'),
  }),

  zcount: command({
    arity: 4,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key min:double max:double',
    summary: 'Counts the members with scores between two.',
    parse: (argv): CountBetween => ({
      key: at(argv, 1),
      selection: scoresBetween(at(argv, 2), at(argv, 3)),
    }),
    run: count,
  }),

  zlexcount: command({
    arity: 4,
    flags: ['readonly', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    since: '2.8.9',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key min max',
    summary: 'Counts the members between two, by bytes, when all scores are equal.',
    parse: (argv): CountBetween => ({
      key: at(argv, 1),
      selection: membersBetween(at(argv, 2), at(argv, 3)),
    }),
    run: count,
  }),

  zscan: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '2.8.0',
    group: 'sorted-set',
    complexity: 'O(1)',
    usage: 'key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]',
    summary: 'Goes through the members with their scores, some at each call.',
    parse: (argv) => ({ key: at(argv, 1), cursor: cursorOf(at(argv, 2)), argv }),
    run: ({ db }, { key, cursor, argv }) => {
      const set = db.read(key, 'zset');
      if (set === undefined) return scanReply(0, []);
      // 7.2 looks at the options only when there is something to scan.
      const { count: most, matches } = scanOptionsOf(argv, 2);
      const step = set.scan(cursor, most);
      const found = step.entries.filter((entry) => matches(entry.key));
      // A listpack holds scores as text, which 7.2 passes on; a skiplist holds doubles.
      const format = set.encoding === 'listpack' ? formatDouble : formatPercentG;
      return scanReply(
        step.cursor,
        found.flatMap((entry) => [entry.key, format(entry.score)]),
      );
    },
  }),
};
