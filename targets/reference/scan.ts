/** What SCAN, HSCAN, SSCAN and ZSCAN share: the cursor, the options, the shape of the reply. */
import type { ByteString, Reply } from '../../harness/wire/reply.ts';
import { integerOf, Tail } from './arguments.ts';
import { refuse, SYNTAX_ERROR } from './errors.ts';
import { compileGlob } from './glob.ts';
import { parseInteger } from './numbers.ts';
import { array, bulk, bulks } from './replies.ts';

export interface ScanOptions {
  readonly cursor: number;
  readonly count: number;
  readonly matches: (text: ByteString) => boolean;
  /** In lower case; only SCAN takes it. */
  readonly type?: string;
}

const COUNT_DEFAULT = 10;
const UINT64_MAX = 18446744073709551615n;

/**
 * A cursor as C's strtoull reads it: blanks and a sign may come first, a NUL byte ends it. A plain
 * negative integer is refused all the same.
 */
export function cursorOf(text: ByteString): number {
  const [seen = ''] = text.split('\0', 1);
  const [, sign, digits] = CURSOR.exec(seen) ?? [];
  if (digits === undefined || (parseInteger(seen) ?? 0) < 0) refuse(INVALID_CURSOR);
  const magnitude = BigInt(digits);
  if (magnitude > UINT64_MAX) refuse(INVALID_CURSOR);
  // Cursors are indexes into a table: a number beyond 2^53 stands for "the end" like any too big.
  return Number(sign === '-' ? BigInt.asUintN(64, -magnitude) : magnitude);
}

const CURSOR = /^[ \t\n\v\f\r]*([+-]?)([0-9]+)$/;
const INVALID_CURSOR = 'ERR invalid cursor';

/** Reads `cursor [MATCH pattern] [COUNT count]`, and `[TYPE type]` where it is allowed. */
export function scanOptionsOf(
  argv: readonly ByteString[],
  from: number,
  { withType = false }: { withType?: boolean } = {},
): ScanOptions {
  const cursor = cursorOf(argv[from] ?? '');
  const tail = new Tail(argv, from + 1);
  let options: ScanOptions = { cursor, count: COUNT_DEFAULT, matches: () => true };
  while (tail.more) {
    const option = tail.word();
    const value = tail.value();
    if (option === 'COUNT') options = { ...options, count: countOf(value) };
    else if (option === 'MATCH') options = { ...options, matches: compileGlob(value) };
    else if (option === 'TYPE' && withType) options = { ...options, type: value.toLowerCase() };
    else refuse(SYNTAX_ERROR);
  }
  return options;
}

function countOf(text: ByteString): number {
  const count = integerOf(text);
  return count < 1 ? refuse(SYNTAX_ERROR) : count;
}

export function scanReply(cursor: number, elements: Iterable<ByteString>): Reply {
  return array([bulk(String(cursor)), bulks(elements)]);
}
