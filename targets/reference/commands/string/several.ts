/** Several strings at once. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, wrongArity } from '../../errors.ts';
import { allKeys, keyRange } from '../../key-spec.ts';
import { array, bulk, NULL, OK, ONE, ZERO } from '../../replies.ts';
import { StringValue } from '../../values/string.ts';

type Pairs = readonly (readonly [key: ByteString, value: ByteString])[];

function parsePairs(argv: readonly ByteString[], name: string): Pairs {
  if (argv.length % 2 === 0) refuse(wrongArity(name));
  return Array.from({ length: (argv.length - 1) / 2 }, (_, pair) => [
    at(argv, 1 + 2 * pair),
    at(argv, 2 + 2 * pair),
  ]);
}

function putAll({ db }: Connection, pairs: Pairs): void {
  for (const [key, value] of pairs) {
    db.set(key, new StringValue(value));
    db.changed(key, 'string', 'set');
  }
}

export const severalCommands: Family = {
  mget: command({
    arity: -2,
    flags: ['readonly', 'fast'],
    categories: ['string'],
    keys: allKeys('RO access'),
    tips: ['request_policy:multi_shard'],
    since: '1.0.0',
    group: 'string',
    complexity: 'O(N)',
    usage: 'key...',
    summary: 'Gives the strings under several keys, null where there is none.',
    parse: (argv) => argv.slice(1),
    run: ({ db }, keys) =>
      array(
        keys.map((key) => {
          const value = db.lookupRead(key)?.value;
          return value?.type === 'string' ? bulk(value.text) : NULL;
        }),
      ),
  }),

  mset: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: [keyRange('OW update', 1, -1, 2)],
    tips: ['request_policy:multi_shard', 'response_policy:all_succeeded'],
    since: '1.0.1',
    group: 'string',
    complexity: 'O(N)',
    usage: '(key value)...',
    summary: 'Stores strings under several keys.',
    parse: (argv) => parsePairs(argv, 'mset'),
    run: (connection, pairs) => {
      putAll(connection, pairs);
      return OK;
    },
  }),

  msetnx: command({
    arity: -3,
    flags: ['write', 'denyoom'],
    categories: ['string'],
    keys: [keyRange('OW insert', 1, -1, 2)],
    since: '1.0.1',
    group: 'string',
    complexity: 'O(N)',
    usage: '(key value)...',
    summary: 'Stores strings under several keys, if none of them exists yet.',
    parse: (argv) => parsePairs(argv, 'msetnx'),
    run: (connection, pairs) => {
      if (pairs.some(([key]) => connection.db.lookup(key) !== undefined)) return ZERO;
      putAll(connection, pairs);
      return ONE;
    },
  }),
};
