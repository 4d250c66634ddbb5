/** The options that SET and GETEX share: when the key expires, and on what condition it is written. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { Tail } from '../../arguments.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import type { ExpiryArgument } from '../../instant.ts';

export interface SetOptions {
  readonly condition?: 'NX' | 'XX';
  readonly get?: true;
  readonly expiry?: ExpiryArgument | 'keep' | 'persist';
}

const EXPIRIES: Readonly<Record<string, Omit<ExpiryArgument, 'text'>>> = {
  EX: { unit: 'seconds', relative: true },
  PX: { unit: 'milliseconds', relative: true },
  EXAT: { unit: 'seconds', relative: false },
  PXAT: { unit: 'milliseconds', relative: false },
};

/** Reads the tail of SET or GETEX. Options that exclude each other are a syntax error. */
export function setOptionsOf(
  argv: readonly ByteString[],
  from: number,
  command: 'SET' | 'GETEX',
): SetOptions {
  const tail = new Tail(argv, from);
  let options: SetOptions = {};
  while (tail.more) options = { ...options, ...optionOf(tail, options, command) };
  return options;
}

function optionOf(tail: Tail, sofar: SetOptions, command: 'SET' | 'GETEX'): SetOptions {
  const option = tail.word();
  const inSet = command === 'SET';
  if (inSet && (option === 'NX' || option === 'XX')) {
    return (sofar.condition ?? option) === option ? { condition: option } : refuse(SYNTAX_ERROR);
  }
  if (inSet && option === 'GET') return { get: true };
  if (inSet && option === 'KEEPTTL') return once(sofar, 'keep');
  if (!inSet && option === 'PERSIST') return once(sofar, 'persist');
  const form = EXPIRIES[option];
  if (form === undefined || !repeats(sofar.expiry, form)) return refuse(SYNTAX_ERROR);
  return { expiry: { ...form, text: tail.value() } };
}

/** The same option may come again, and the last one counts. */
function repeats(sofar: SetOptions['expiry'], form: Omit<ExpiryArgument, 'text'>): boolean {
  if (sofar === undefined) return true;
  if (typeof sofar === 'string') return false;
  return sofar.unit === form.unit && sofar.relative === form.relative;
}

function once(sofar: SetOptions, expiry: 'keep' | 'persist'): SetOptions {
  return (sofar.expiry ?? expiry) === expiry ? { expiry } : refuse(SYNTAX_ERROR);
}
