/** Where a command's keys are, in the terms of COMMAND's key specifications. */

export interface KeySpec {
  readonly flags: readonly string[];
  readonly notes?: string;
  readonly begin:
    | { readonly kind: 'index'; readonly index: number }
    | { readonly kind: 'keyword'; readonly keyword: string; readonly from: number }
    | { readonly kind: 'unknown' };
  readonly find:
    | {
        readonly kind: 'range';
        readonly last: number;
        readonly step: number;
        readonly limit: number;
      }
    | {
        readonly kind: 'keynum';
        readonly count: number;
        readonly first: number;
        readonly step: number;
      }
    | { readonly kind: 'unknown' };
}

/** Keys from `index` to `last` (counted from `index`, or from the end when negative). */
export function keyRange(flags: string, index: number, last = 0, step = 1): KeySpec {
  return {
    flags: flags.split(' '),
    begin: { kind: 'index', index },
    find: { kind: 'range', last, step, limit: 0 },
  };
}

/** The one key at argument 1. */
export function firstKey(flags: string): readonly KeySpec[] {
  return [keyRange(flags, 1)];
}

/** Every argument from 1 on is a key. */
export function allKeys(flags: string): readonly KeySpec[] {
  return [keyRange(flags, 1, -1)];
}

/** Argument `index` holds the number of keys, which follow it. */
export function countedKeys(flags: string, index: number): KeySpec {
  return {
    flags: flags.split(' '),
    begin: { kind: 'index', index },
    find: { kind: 'keynum', count: 0, first: 1, step: 1 },
  };
}

/** The key that follows a keyword, looked for from argument `from` (from the end when negative). */
export function keyAfter(flags: string, keyword: string, from: number): KeySpec {
  return {
    flags: flags.split(' '),
    begin: { kind: 'keyword', keyword, from },
    find: { kind: 'range', last: 0, step: 1, limit: 0 },
  };
}

/** The first half of what follows a keyword; the other half belongs to the keys one by one. */
export function firstHalfAfter(flags: string, keyword: string, from: number): KeySpec {
  return {
    flags: flags.split(' '),
    begin: { kind: 'keyword', keyword, from },
    find: { kind: 'range', last: -1, step: 1, limit: 2 },
  };
}

/** Keys that only the command itself can find; `flags` says what it does to them. */
export function hiddenKeys(flags: string, notes: string): KeySpec {
  return {
    flags: flags.split(' '),
    notes,
    begin: { kind: 'unknown' },
    find: { kind: 'unknown' },
  };
}
