/** LCS: the longest common subsequence of two strings, its length, or where it lies in both. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { CommandError, command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { keyRange } from '../../key-spec.ts';
import { array, bulk, integer, record } from '../../replies.ts';
import { type CommonRange, commonRanges, lcsTable, subsequence } from './subsequence.ts';

interface Lcs {
  readonly keys: readonly [ByteString, ByteString];
  /** Read once the keys are known to hold strings: that error comes first. */
  readonly tail: readonly ByteString[];
}

interface Options {
  readonly form: 'text' | 'length' | 'ranges';
  readonly lengthMin: number;
  readonly withLengths: boolean;
}

function optionsOf(argv: readonly ByteString[]): Options {
  const tail = new Tail(argv, 0);
  const seen = new Set<string>();
  let lengthMin = 0;
  while (tail.more) {
    const option = tail.word();
    seen.add(option);
    if (option === 'MINMATCHLEN') lengthMin = Math.max(0, integerOf(tail.value()));
    else if (!['IDX', 'LEN', 'WITHMATCHLEN'].includes(option)) refuse(SYNTAX_ERROR);
  }
  if (seen.has('IDX') && seen.has('LEN')) {
    refuse('ERR If you want both the length and indexes, please just use IDX.');
  }
  const form = seen.has('IDX') ? 'ranges' : 'text';
  return {
    form: seen.has('LEN') ? 'length' : form,
    lengthMin,
    withLengths: seen.has('WITHMATCHLEN'),
  };
}

function stringAt({ db }: Connection, key: ByteString): ByteString {
  const value = db.lookupRead(key)?.value;
  if (value === undefined) return '';
  if (value.type === 'string') return value.text;
  throw new CommandError('ERR The specified keys must contain string values');
}

function lcs(connection: Connection, { keys, tail }: Lcs): Reply {
  const [a, b] = [stringAt(connection, keys[0]), stringAt(connection, keys[1])];
  const options = optionsOf(tail);
  const cells = (a.length + 1) * (b.length + 1);
  if (cells * Uint32Array.BYTES_PER_ELEMENT > connection.core.settings['proto-max-bulk-len']) {
    refuse('ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len');
  }
  const table = lcsTable(a, b);
  if (options.form === 'length') return integer(table[cells - 1] ?? 0);
  if (options.form === 'text') return bulk(subsequence(a, b, table));
  const ranges = commonRanges(a, b, table).filter((range) => range.length >= options.lengthMin);
  return record({
    matches: array(ranges.map((range) => rangeReply(range, options.withLengths))),
    len: integer(table[cells - 1] ?? 0),
  });
}

function rangeReply({ inA, inB, length }: CommonRange, withLength: boolean): Reply {
  const places = [inA, inB].map((start) => array([integer(start), integer(start + length - 1)]));
  return array(withLength ? [...places, integer(length)] : places);
}

export const lcsCommands: Family = {
  lcs: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['string'],
    keys: [keyRange('RO access', 1, 1, 1)],
    since: '7.0.0',
    group: 'string',
    complexity: 'O(N*M)',
    usage: 'key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len:integer] [WITHMATCHLEN]',
    summary: 'Finds the longest common subsequence of two strings.',
    parse: (argv): Lcs => ({ keys: [at(argv, 1), at(argv, 2)], tail: argv.slice(3) }),
    run: lcs,
  }),
};
