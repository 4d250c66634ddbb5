/** Whether keys exist, what they are, and removing them. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { allKeys, firstKey } from '../../key-spec.ts';
import { integer, status } from '../../replies.ts';

function remove({ db }: Connection, keys: readonly ByteString[]): Reply {
  let removed = 0;
  for (const key of keys) {
    if (!db.delete(key)) continue;
    db.changed(key, 'generic', 'del');
    removed += 1;
  }
  return integer(removed);
}

export const existenceCommands: Family = {
  del: command({
    arity: -2,
    flags: ['write'],
    categories: ['keyspace'],
    keys: allKeys('RM delete'),
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Removes keys and says how many there were.',
    parse: (argv) => argv.slice(1),
    run: remove,
  }),

  unlink: command({
    arity: -2,
    flags: ['write', 'fast'],
    categories: ['keyspace'],
    keys: allKeys('RM delete'),
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
    since: '4.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key...',
    summary: 'Removes keys like DEL; their memory may be freed later.',
    parse: (argv) => argv.slice(1),
    run: remove,
  }),

  exists: command({
    arity: -2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: allKeys('RO'),
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Says how many of the named keys exist, counting repetitions.',
    parse: (argv) => argv.slice(1),
    run: ({ db }, keys) => integer(keys.filter((key) => db.lookupRead(key, 'unused')).length),
  }),

  touch: command({
    arity: -2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: allKeys('RO'),
    tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
    since: '3.2.1',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Counts as a use of the keys and says how many of them exist.',
    parse: (argv) => argv.slice(1),
    run: ({ db }, keys) => integer(keys.filter((key) => db.lookupRead(key)).length),
  }),

  type: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RO'),
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Names the type of the value under a key.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => status(db.lookupRead(key, 'unused')?.value.type ?? 'none'),
  }),
};
