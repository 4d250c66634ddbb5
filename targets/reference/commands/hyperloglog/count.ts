/** PFCOUNT. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { allKeys } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import { noRegisters } from '../../values/hyperloglog/dense.ts';
import { estimate } from '../../values/hyperloglog/estimate.ts';
import { keepCardinality, knownCardinality } from '../../values/hyperloglog/header.ts';
import { merge } from '../../values/hyperloglog/sketch.ts';
import { CORRUPT, readSketch } from './sketch-key.ts';

/** Of one key, the estimate is kept with it: a change of the string, so watchers see it. */
function countOne({ db }: Connection, key: ByteString): Reply {
  const value = readSketch(db, key);
  if (value === undefined) return ZERO;
  const bytes = value.edit();
  const known = knownCardinality(bytes);
  if (known !== undefined) return integer(known);
  const registers = noRegisters();
  if (!merge(registers, bytes)) refuse(CORRUPT);
  const cardinality = estimate(registers);
  keepCardinality(bytes, cardinality);
  db.touchWatchers(key);
  db.keyspace.dirty += 1;
  return integer(cardinality);
}

function countUnion({ db }: Connection, keys: readonly ByteString[]): Reply {
  const registers = noRegisters();
  for (const key of keys) {
    const value = readSketch(db, key);
    if (value !== undefined && !merge(registers, value.bytes)) refuse(CORRUPT);
  }
  return integer(estimate(registers));
}

export const countCommands: Family = {
  pfcount: command({
    arity: -2,
    flags: ['readonly', 'may_replicate'],
    categories: ['hyperloglog'],
    keys: allKeys('RW access'),
    since: '2.8.9',
    group: 'hyperloglog',
    complexity: 'O(1)',
    usage: 'key...',
    summary: 'Estimates how many different elements were added to one or several HyperLogLogs.',
    parse: (argv) => argv.slice(1),
    run: (connection, keys) =>
      keys.length === 1 ? countOne(connection, at(keys, 0)) : countUnion(connection, keys),
  }),
};
