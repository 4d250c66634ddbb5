/** SPOP and SRANDMEMBER. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import type { Core } from '../../core.ts';
import { negatableOf, positiveOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { bulk, bulks, EMPTY_ARRAY, NULL, set as setReply } from '../../replies.ts';
import { differentPositions, positionsFor } from '../../sample.ts';
import type { SetValue } from '../../values/set.ts';

interface Draw {
  readonly key: ByteString;
  readonly count: number | undefined;
}

function parseDraw(readCount: (text: ByteString) => number) {
  return (argv: readonly ByteString[]): Draw => {
    if (argv.length > 3) refuse(SYNTAX_ERROR);
    return { key: at(argv, 1), count: argv[2] === undefined ? undefined : readCount(argv[2]) };
  };
}

// When what remains is at most this part of what is taken, 7.2 builds the rest anew.
const REBUILD_FACTOR = 5;

function pop(connection: Connection, { key, count }: Draw): Reply {
  const { db } = connection;
  const set = db.write(key, 'set');
  if (set === undefined) return count === undefined ? NULL : setReply([]);
  if (count === 0) return setReply([]);
  const taken = take(connection.core, set, count ?? 1);
  db.changed(key, 'set', 'spop', taken.length);
  db.removeIfEmpty(key, set);
  return count === undefined ? bulk(at(taken, 0)) : setReply(taken.map(bulk));
}

function take(core: Core, set: SetValue, count: number): readonly ByteString[] {
  const { size } = set;
  const randomBelow = (limit: number) => core.randomBelow(limit);
  const taken =
    count >= size
      ? set.members()
      : differentPositions(size, count, randomBelow).map((position) => set.at(position) ?? '');
  if (count > 1 && count < size && (size - count) * REBUILD_FACTOR <= count) {
    const gone = new Set(taken);
    set.keepOnly(set.members().filter((member) => !gone.has(member)));
  } else {
    for (const member of taken) set.delete(member);
  }
  return taken;
}

function draw(connection: Connection, { key, count }: Draw): Outcome {
  const set = connection.db.read(key, 'set');
  if (set === undefined) return count === undefined ? NULL : EMPTY_ARRAY;
  if (count === undefined) return bulk(set.at(connection.core.randomBelow(set.size)) ?? '');
  if (count >= set.size) return bulks(set.members());
  const positions = positionsFor(connection, set.size, count);
  if (!Array.isArray(positions)) return positions;
  return bulks(positions.map((position) => set.at(position) ?? ''));
}

export const randomCommands: Family = {
  spop: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['set'],
    keys: firstKey('RW access delete'),
    tips: ['nondeterministic_output'],
    since: '1.0.0',
    group: 'set',
    complexity:
      'Without the count argument O(1), otherwise O(N) where N is the value of the passed count.',
    usage: 'key [count:integer]',
    summary: 'Takes members at random.',
    parse: parseDraw(positiveOf),
    run: pop,
  }),

  srandmember: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['set'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '1.0.0',
    group: 'set',
    complexity:
      'Without the count argument O(1), otherwise O(N) where N is the absolute value of the passed count.',
    usage: 'key [count:integer]',
    summary: 'Draws members at random: different ones, or with repeats for a negative count.',
    parse: parseDraw(negatableOf),
    run: draw,
  }),
};
