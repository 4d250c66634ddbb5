/**
 * Replies as suites write them, compiled to matchers for a protocol.
 *
 * Plain YAML values are told apart by their type, all else by its word. A new matcher is a file in
 * this folder, a line in the table, and its description and example in the schema.
 */
import type { Protocol } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Reply as Notation } from '../suite-file.generated.ts';
import { any } from './any.ts';
import { approx } from './approx.ts';
import { array } from './array.ts';
import { big } from './big.ts';
import { boolean } from './boolean.ts';
import { bulk } from './bulk.ts';
import type { Compile } from './compiling.ts';
import { contains } from './contains.ts';
import { double } from './double.ts';
import { error } from './error.ts';
import { hex } from './hex.ts';
import { includes } from './includes.ts';
import { int, integer } from './integer.ts';
import { length } from './length.ts';
import { map } from './map.ts';
import { match } from './match.ts';
import { nullArray, nullReply } from './null.ts';
import { oneOf } from './one-of.ts';
import { push } from './push.ts';
import { range } from './range.ts';
import { repeat } from './repeat.ts';
import { set } from './set.ts';
import { status } from './status.ts';
import { ttl } from './ttl.ts';
import { unordered } from './unordered.ts';
import { verbatim } from './verbatim.ts';

/** The replies that are a map with a word: each word with the shape that has it. */
type Worded = Exclude<Extract<Notation, object>, readonly unknown[]>;
type Word = Worded extends infer Shape ? (Shape extends object ? keyof Shape : never) : never;
type Shape<W extends Word> = Extract<Worded, { readonly [K in W]: unknown }>;

const BY_WORD: { readonly [W in Exclude<Word, 'within'>]: Compile<Shape<W>> } = {
  status,
  error,
  int,
  double,
  null: nullArray,
  map,
  set,
  push,
  verbatim,
  big,
  hex,
  repeat,
  any,
  range,
  approx,
  match,
  unordered,
  contains,
  includes,
  'one-of': oneOf,
  length,
  ttl,
};

/** The matcher for a reply as it was written, checked against the schema before. */
export function compileReply(wanted: Notation, protocol: Protocol): Matcher {
  const inner = (part: Notation): Matcher => compileReply(part, protocol);
  if (wanted === null) return nullReply(protocol);
  if (typeof wanted === 'string') return bulk(wanted);
  if (typeof wanted === 'boolean') return boolean(wanted, protocol);
  if (typeof wanted === 'number' || typeof wanted === 'bigint') return integer(wanted);
  if (Array.isArray(wanted)) return array(wanted, inner);
  const compile = byWord(wanted);
  return compile(wanted, protocol, inner);
}

function byWord(wanted: Worded): Compile<Worded> {
  for (const word in wanted) {
    const compile = (BY_WORD as Readonly<Record<string, unknown>>)[word];
    if (compile !== undefined) return compile as Compile<Worded>;
  }
  throw new Error(`no matcher for ${Object.keys(wanted).join(', ')}: the schema let it through`);
}
