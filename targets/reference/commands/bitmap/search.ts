/** Commands that look through many bits. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import { type Bit, countOnes, findBit } from '../../values/bits.ts';
import { type BitRange, bitsWithin, unitOf } from './bit-range.ts';

interface Count {
  readonly key: ByteString;
  readonly range: BitRange;
}

const WHOLE: BitRange = { start: 0, end: -1, unit: 'BYTE' };

function parseCount(argv: readonly ByteString[]): Count {
  const key = at(argv, 1);
  if (argv.length === 2) return { key, range: WHOLE };
  if (argv.length === 3 || argv.length > 5) refuse(SYNTAX_ERROR);
  const [start, end] = [integerOf(at(argv, 2)), integerOf(at(argv, 3))];
  return { key, range: { start, end, unit: argv.length === 4 ? 'BYTE' : unitOf(word(argv, 4)) } };
}

function count({ db }: Connection, { key, range }: Count): Reply {
  const value = db.read(key, 'string');
  const { start, end } = range;
  // Two ends before the string are both cut to its beginning, and yet such a range is empty.
  const isReversed = start < 0 && end < 0 && start > end;
  const bits = isReversed ? undefined : bitsWithin(range, value?.size ?? 0);
  if (value === undefined || bits === undefined) return ZERO;
  return integer(countOnes(value.bytes, bits.first, bits.last));
}

interface Search extends Count {
  readonly bit: Bit;
  readonly isOpen: boolean;
}

function parseSearch(argv: readonly ByteString[]): Search {
  const bit = integerOf(at(argv, 2));
  if (bit !== 0 && bit !== 1) return refuse('ERR The bit argument must be 1 or 0.');
  const start = argv.length > 3 ? integerOf(at(argv, 3)) : 0;
  if (argv.length > 6) refuse(SYNTAX_ERROR);
  // The unit is looked at before the end, other than BITCOUNT does it.
  const unit = argv.length === 6 ? unitOf(word(argv, 5)) : 'BYTE';
  const end = argv.length > 4 ? integerOf(at(argv, 4)) : -1;
  return { key: at(argv, 1), bit, range: { start, end, unit }, isOpen: argv.length < 5 };
}

function search({ db }: Connection, { key, bit, range, isOpen }: Search): Reply {
  const value = db.read(key, 'string');
  if (value === undefined) return integer(bit === 0 ? 0 : -1);
  const bits = bitsWithin(range, value.size);
  if (bits === undefined) return integer(-1);
  const found = findBit(value.bytes, bit, bits.first, bits.last);
  // Without an end the zeros go on after the string.
  const otherwise = bit === 0 && isOpen ? value.size * 8 : -1;
  return integer(found ?? otherwise);
}

export const searchCommands: Family = {
  bitcount: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['bitmap'],
    keys: firstKey('RO access'),
    since: '2.6.0',
    group: 'bitmap',
    complexity: 'O(N)',
    usage: 'key [start:integer end:integer [BYTE | BIT]]',
    summary: 'Counts the bits of a string, or of a part of it, that are 1.',
    parse: parseCount,
    run: count,
  }),

  bitpos: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['bitmap'],
    keys: firstKey('RO access'),
    since: '2.8.7',
    group: 'bitmap',
    complexity: 'O(N)',
    usage: 'key bit:integer [start:integer [end:integer [BYTE | BIT]]]',
    summary: 'Finds the first bit of a string, or of a part of it, that is 1 or that is 0.',
    parse: parseSearch,
    run: search,
  }),
};
