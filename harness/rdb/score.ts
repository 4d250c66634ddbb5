/** Scores of sorted sets where they are stored as text. */
import type { ByteString } from '../wire/reply.ts';
import type { Cursor } from './cursor.ts';
import { malformed } from './malformed.ts';

// Instead of a length, for what has no digits.
const NAN = 253;
const INFINITE = 254;
const MINUS_INFINITE = 255;

const DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?$/;

/** A score of the oldest form: one byte of length and the digits. */
export function readScoreText(cursor: Cursor): number {
  const length = cursor.uint8();
  if (length === NAN) return Number.NaN;
  if (length === INFINITE) return Infinity;
  if (length === MINUS_INFINITE) return -Infinity;
  return scoreOf(cursor.text(length));
}

/** The double that a score is the text of. */
export function scoreOf(text: ByteString): number {
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return DECIMAL.test(text) ? Number(text) : malformed('a score that is no number');
}
