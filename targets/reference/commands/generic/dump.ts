/** DUMP: a value as bytes that RESTORE takes, here and on other servers. */
import { encodeDump } from '../../../../harness/rdb/dump.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { firstKey } from '../../key-spec.ts';
import { bulk, NULL } from '../../replies.ts';
import { toRdb } from './dump-value.ts';

export const dumpCommands: Family = {
  dump: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['keyspace'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '2.6.0',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'key',
    summary: 'Gives the value of a key in the serialized form that RESTORE takes.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => {
      const entry = db.lookupRead(key);
      return entry === undefined ? NULL : bulk(encodeDump(toRdb(entry.value)));
    },
  }),
};
