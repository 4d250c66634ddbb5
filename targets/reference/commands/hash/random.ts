/** HRANDFIELD. */
import type { ByteString, Pair } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { checkPairCount, negatableOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { pairs } from '../../pairs.ts';
import { array, bulk, EMPTY_ARRAY, NULL } from '../../replies.ts';
import { positionsFor } from '../../sample.ts';
import type { Field } from '../../values/hash.ts';

interface Draw {
  readonly key: ByteString;
  readonly count: number;
  readonly withValues: boolean;
}

function parseDraw(argv: readonly ByteString[]): Draw | { key: ByteString } {
  const key = at(argv, 1);
  if (argv.length === 2) return { key };
  const count = negatableOf(at(argv, 2));
  const withValues = argv.length === 4 && word(argv, 3) === 'WITHVALUES';
  if (argv.length > 3 && !withValues) refuse(SYNTAX_ERROR);
  if (withValues) checkPairCount(at(argv, 2));
  return { key, count, withValues };
}

function drawOne({ db, core }: Connection, key: ByteString): Outcome {
  const hash = db.read(key, 'hash');
  return hash === undefined ? NULL : bulk(hash.at(core.randomBelow(hash.size))?.key ?? '');
}

function draw(connection: Connection, { key, count, withValues }: Draw): Outcome {
  const hash = connection.db.read(key, 'hash');
  if (hash === undefined || count === 0) return EMPTY_ARRAY;
  const drawn = count >= hash.size ? [...hash.entries()] : undefined;
  if (drawn !== undefined) return fieldsReply(connection, drawn, withValues);
  const positions = positionsFor(connection, hash.size, count);
  if (!Array.isArray(positions)) return positions;
  const fields = positions.flatMap((position) => hash.at(position) ?? []);
  return fieldsReply(connection, fields, withValues);
}

function fieldsReply(connection: Connection, fields: readonly Field[], withValues: boolean) {
  if (!withValues) return array(fields.map(({ key }) => bulk(key)));
  const items = fields.map(({ key, value }): Pair => [bulk(key), bulk(value)]);
  return pairs(connection.protocol, items);
}

export const randomCommands: Family = {
  hrandfield: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['hash'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '6.2.0',
    group: 'hash',
    complexity: 'O(N)',
    usage: 'key [count:integer [WITHVALUES]]',
    summary: 'Draws fields at random: different ones, or with repeats for a negative count.',
    parse: parseDraw,
    run: (connection, options) =>
      'count' in options ? draw(connection, options) : drawOne(connection, options.key),
  }),
};
