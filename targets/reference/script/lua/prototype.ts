import type { ByteString } from '../../../../harness/wire/reply.ts';

/** How an expression is called in error messages: `global 'x'`, `field 'y'`. */
export interface NamedAs {
  readonly kind: 'global' | 'local' | 'upvalue' | 'field' | 'method';
  readonly name: ByteString;
}

/** A place in a function where an error may arise: the line, and the names of what is at work. */
export interface Site {
  readonly line: number;
  readonly names: readonly (NamedAs | undefined)[];
}

/** What is known of a function when it is compiled. */
export interface Prototype {
  readonly source: ByteString;
  readonly sites: readonly Site[];
}
