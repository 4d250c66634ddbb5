import type { ByteString } from '../../../../harness/wire/reply.ts';

export const KEYWORDS = [
  'and',
  'break',
  'do',
  'else',
  'elseif',
  'end',
  'false',
  'for',
  'function',
  'if',
  'in',
  'local',
  'nil',
  'not',
  'or',
  'repeat',
  'return',
  'then',
  'true',
  'until',
  'while',
] as const;

/** `kind` is the keyword or symbol itself, or one of the four below. */
export interface Token {
  readonly kind: ByteString | '<name>' | '<string>' | '<number>' | '<eof>';
  /** A name, or what is between the quotes of a string. */
  readonly text: ByteString;
  readonly number: number;
  /** As messages show it after `near`. */
  readonly shown: ByteString;
  /** The line on which the token ends. */
  readonly line: number;
}
