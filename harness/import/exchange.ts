/** What a transcript is made of: a line that somebody typed, and what the server said to it. */
import type { ByteString, Protocol, Reply } from '../wire/reply.ts';

export interface Exchange {
  /** Where it was typed, counted from 1. */
  readonly line: number;
  readonly typed: ByteString;
  /** Empty when nothing was sent. */
  readonly argv: readonly ByteString[];
  /** `text` is a reply whose type the transcript does not show. */
  readonly reply?: Reply | 'text';
  /** Why nothing can be made of it. */
  readonly unusable?: string;
  /** The line `# …` above it. */
  readonly heading?: string;
}

/** An exchange and the protocol that was spoken. */
export interface Spoken extends Exchange {
  readonly protocol: Protocol;
}
