/** PFADD. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { firstKey } from '../../key-spec.ts';
import { ONE, ZERO } from '../../replies.ts';
import { raiseOf } from '../../values/hyperloglog/hash.ts';
import { forgetCardinality } from '../../values/hyperloglog/header.ts';
import { raise } from '../../values/hyperloglog/sketch.ts';
import { emptySparse } from '../../values/hyperloglog/sparse.ts';
import { StringValue } from '../../values/string.ts';
import { sound, writeSketch } from './sketch-key.ts';

interface Add {
  readonly key: ByteString;
  readonly elements: readonly ByteString[];
}

function add({ db, core }: Connection, { key, elements }: Add): Reply {
  const old = writeSketch(db, key);
  const value = old ?? db.ensure(key, 'string', () => StringValue.ofBytes(emptySparse()));
  let changes = old === undefined ? 1 : 0;
  value.edit();
  for (const element of elements) {
    const { bytes } = value;
    const raised = sound(raise(bytes, raiseOf(element), core.settings['hll-sparse-max-bytes']));
    if (raised === 'same') continue;
    if (raised !== bytes) value.replaceBytes(raised);
    changes += 1;
  }
  if (changes === 0) return ZERO;
  forgetCardinality(value.bytes);
  db.changed(key, 'string', 'pfadd', changes);
  return ONE;
}

export const addCommands: Family = {
  pfadd: command({
    arity: -2,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hyperloglog'],
    keys: firstKey('RW insert'),
    since: '2.8.9',
    group: 'hyperloglog',
    complexity: 'O(1)',
    usage: 'key [element...]',
    summary: 'Adds elements to a HyperLogLog and tells whether its estimate may have changed.',
    parse: (argv): Add => ({ key: at(argv, 1), elements: argv.slice(2) }),
    run: add,
  }),
};
