/** Finding keys without knowing them. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { compileGlob } from '../../glob.ts';
import { bulkOrNull, bulks } from '../../replies.ts';
import { scanOptionsOf, scanReply } from '../../scan.ts';

function randomKey({ db, core }: Connection): ByteString | undefined {
  while (db.entries.size > 0) {
    const entry = db.entries.at(core.randomBelow(db.entries.size));
    // Looking at a key that is past its time removes it, so this comes to an end.
    if (entry !== undefined && db.peek(entry.key) !== undefined) return entry.key;
  }
  return undefined;
}

export const listingCommands: Family = {
  keys: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['keyspace', 'dangerous'],
    tips: ['request_policy:all_shards', 'nondeterministic_output_order'],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(N)',
    usage: 'pattern:pattern',
    summary: 'Gives every key that matches a pattern.',
    parse: (argv) => compileGlob(at(argv, 1)),
    run: ({ db }, matches) => {
      const live = [...db.entries.values()].filter((entry) => !db.isDue(entry));
      return bulks(live.map((entry) => entry.key).filter(matches));
    },
  }),

  randomkey: command({
    arity: 1,
    flags: ['readonly'],
    categories: ['keyspace'],
    tips: ['request_policy:all_shards', 'response_policy:special', 'nondeterministic_output'],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    summary: 'Gives a key at random.',
    parse: () => undefined,
    run: (connection) => bulkOrNull(randomKey(connection)),
  }),

  scan: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['keyspace'],
    tips: ['nondeterministic_output', 'request_policy:special', 'response_policy:special'],
    since: '2.8.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'cursor:integer [MATCH pattern:pattern] [COUNT count:integer] [TYPE type]',
    summary: 'Walks over the keys by a cursor, a few at each call.',
    parse: (argv) => scanOptionsOf(argv, 1, { withType: true }),
    run: ({ db }, options) => {
      const { cursor, entries } = db.entries.scan(options.cursor, options.count);
      const found = entries.filter(
        ({ key, value }) =>
          options.matches(key) &&
          (options.type ?? value.type) === value.type &&
          db.peek(key) !== undefined,
      );
      return scanReply(
        cursor,
        found.map((entry) => entry.key),
      );
    },
  }),
};
