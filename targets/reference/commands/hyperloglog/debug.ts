/** PFDEBUG: how a HyperLogLog is stored. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { keyRange } from '../../key-spec.ts';
import { array, bulk, integer, ONE, status, ZERO } from '../../replies.ts';
import { noRegisters } from '../../values/hyperloglog/dense.ts';
import { encodingOf } from '../../values/hyperloglog/header.ts';
import { merge, toDense } from '../../values/hyperloglog/sketch.ts';
import { type SparseRun, sparseRuns } from '../../values/hyperloglog/sparse.ts';
import type { StringValue } from '../../values/string.ts';
import { sound, writeSketch } from './sketch-key.ts';

/** Says whether the sketch was sparse. */
function makeDense({ core }: Connection, value: StringValue): boolean {
  if (encodingOf(value.bytes) === 'dense') return false;
  value.replaceBytes(sound(toDense(value.bytes)));
  core.keyspace.dirty += 1;
  return true;
}

function registersReply(connection: Connection, value: StringValue): Reply {
  makeDense(connection, value);
  const registers = noRegisters();
  merge(registers, value.bytes);
  return array(Array.from(registers, integer));
}

function spelled({ kind, count, length }: SparseRun): string {
  if (kind === 'equals') return `v:${count},${length}`;
  return kind === 'zeros' ? `z:${length}` : `Z:${length}`;
}

function runsReply(value: StringValue): Reply {
  if (encodingOf(value.bytes) !== 'sparse') refuse('ERR HLL encoding is not sparse');
  return bulk(Array.from(sparseRuns(value.bytes), spelled).join(' '));
}

export const debugCommands: Family = {
  pfdebug: command({
    arity: 3,
    flags: ['write', 'denyoom', 'admin'],
    categories: ['hyperloglog'],
    keys: [keyRange('RW access', 2, 0, 1)],
    since: '2.8.9',
    group: 'hyperloglog',
    complexity: 'N/A',
    usage: 'subcommand key',
    summary: 'Shows how a HyperLogLog is stored, or makes it dense.',
    parse: (argv) => argv,
    run: (connection, argv) => {
      const value = writeSketch(connection.db, at(argv, 2));
      if (value === undefined) return refuse('ERR The specified key does not exist');
      value.edit();
      switch (word(argv, 1)) {
        case 'ENCODING':
          return status(encodingOf(value.bytes) ?? '');
        case 'TODENSE':
          return makeDense(connection, value) ? ONE : ZERO;
        case 'GETREG':
          return registersReply(connection, value);
        case 'DECODE':
          return runsReply(value);
        default:
          return refuse(`ERR Unknown PFDEBUG subcommand '${at(argv, 1)}'`);
      }
    },
  }),
};
