/** GEOADD: ZADD with positions in the place of scores. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { cellOf, STEP_MAX, scoreOf } from '../../values/geo/geohash.ts';
import { type Add, add } from '../sorted-set/add.ts';
import { positionFrom } from './arguments.ts';

type Option = 'NX' | 'XX' | 'CH';

function isOption(text: string): text is Option {
  return text === 'NX' || text === 'XX' || text === 'CH';
}

function parseAdd(argv: readonly ByteString[]): Add {
  const options = new Set<Option>();
  let next = 2;
  for (let option = word(argv, next); isOption(option); option = word(argv, next)) {
    options.add(option);
    next += 1;
  }
  const rest = argv.slice(next);
  if (rest.length % 3 !== 0 || (options.has('NX') && options.has('XX'))) refuse(SYNTAX_ERROR);
  const pairs: [ByteString, number][] = [];
  for (let i = 0; i < rest.length; i += 3) {
    const position = positionFrom(at(rest, i), at(rest, i + 1));
    pairs.push([at(rest, i + 2), scoreOf(cellOf(position, STEP_MAX))]);
  }
  return { key: at(argv, 1), options, pairs };
}

export const addCommands: Family = {
  geoadd: command({
    arity: -5,
    flags: ['write', 'denyoom'],
    categories: ['geo'],
    keys: firstKey('RW update'),
    since: '3.2.0',
    group: 'geo',
    complexity: 'O(log(N))',
    usage: 'key [NX | XX] [CH] (longitude:double latitude:double member)...',
    summary: 'Adds members with their positions to a sorted set, or changes the positions.',
    parse: parseAdd,
    run: add,
  }),
};
