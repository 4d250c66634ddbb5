/** PFMERGE. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { keyRange } from '../../key-spec.ts';
import { OK } from '../../replies.ts';
import { noRegisters } from '../../values/hyperloglog/dense.ts';
import { encodingOf, forgetCardinality } from '../../values/hyperloglog/header.ts';
import { merge, raise, toDense } from '../../values/hyperloglog/sketch.ts';
import { emptySparse } from '../../values/hyperloglog/sparse.ts';
import { StringValue } from '../../values/string.ts';
import { CORRUPT, readSketch, sound, writeSketch } from './sketch-key.ts';

function mergeInto(
  { db, core }: Connection,
  destination: ByteString,
  keys: readonly ByteString[],
): Reply {
  const registers = noRegisters();
  let isDense = false;
  for (const key of keys) {
    const value = readSketch(db, key);
    if (value === undefined) continue;
    if (encodingOf(value.bytes) === 'dense') isDense = true;
    if (!merge(registers, value.bytes)) refuse(CORRUPT);
  }
  const old = writeSketch(db, destination);
  const value = old ?? db.ensure(destination, 'string', () => StringValue.ofBytes(emptySparse()));
  let bytes = isDense ? sound(toDense(value.edit())) : value.edit();
  registers.forEach((count, index) => {
    if (count === 0) return;
    const raised = sound(raise(bytes, { index, count }, core.settings['hll-sparse-max-bytes']));
    if (raised !== 'same') bytes = raised;
  });
  forgetCardinality(bytes);
  value.replaceBytes(bytes);
  // The event of PFADD, as if the elements had been added one by one.
  db.changed(destination, 'string', 'pfadd');
  return OK;
}

export const mergeCommands: Family = {
  pfmerge: command({
    arity: -2,
    flags: ['write', 'denyoom'],
    categories: ['hyperloglog'],
    keys: [keyRange('RW access insert', 1), keyRange('RO access', 2, -1, 1)],
    since: '2.8.9',
    group: 'hyperloglog',
    complexity: 'O(N)',
    usage: 'destkey:key [sourcekey:key...]',
    summary: 'Adds to a HyperLogLog whatever was added to others.',
    parse: (argv) => argv,
    run: (connection, argv) => mergeInto(connection, at(argv, 1), argv.slice(1)),
  }),
};
