/** ZRANDMEMBER. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { checkPairCount, negatableOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { bulk, EMPTY_ARRAY, NULL } from '../../replies.ts';
import { positionsFor } from '../../sample.ts';
import { membersReply, scoredReply } from './scored.ts';

interface Draw {
  readonly key: ByteString;
  readonly count: number;
  readonly withScores: boolean;
}

function parseDraw(argv: readonly ByteString[]): Draw | { key: ByteString } {
  const key = at(argv, 1);
  if (argv.length === 2) return { key };
  const count = negatableOf(at(argv, 2));
  const withScores = argv.length === 4 && word(argv, 3) === 'WITHSCORES';
  if (argv.length > 3 && !withScores) refuse(SYNTAX_ERROR);
  if (withScores) checkPairCount(at(argv, 2));
  return { key, count, withScores };
}

function drawOne({ db, core }: Connection, key: ByteString): Outcome {
  const set = db.read(key, 'zset');
  return set === undefined ? NULL : bulk(set.at(core.randomBelow(set.size))?.key ?? '');
}

function draw(connection: Connection, { key, count, withScores }: Draw): Outcome {
  const set = connection.db.read(key, 'zset');
  if (set === undefined || count === 0) return EMPTY_ARRAY;
  const positions = count < set.size ? positionsFor(connection, set.size, count) : 'all';
  if (typeof positions === 'object' && 'type' in positions) return positions;
  // All of them come highest first, as 7.2 walks a sorted set here.
  const entries =
    positions === 'all'
      ? [...set.entries()].reverse()
      : positions.flatMap((position) => set.at(position) ?? []);
  return withScores ? scoredReply(connection.protocol, entries) : membersReply(entries);
}

export const randomCommands: Family = {
  zrandmember: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['sortedset'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '6.2.0',
    group: 'sorted-set',
    complexity: 'O(N)',
    usage: 'key [count:integer [WITHSCORES]]',
    summary: 'Draws members at random: different ones, or with repeats for a negative count.',
    parse: parseDraw,
    run: (connection, options) =>
      'count' in options ? draw(connection, options) : drawOne(connection, options.key),
  }),
};
