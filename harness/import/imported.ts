/**
 * What importing makes of somebody else's material, before it is written as YAML.
 *
 * peer or transcript (text → cases) → gathered into suites → `suite-writer` (YAML). A source is never
 * refused for one thing in it that suites cannot say: that is left out, with the reason, and kept
 * as a comment where it would have stood.
 */
import type { Since } from '../suite/case.ts';
import type { Argument, Reply as Claim } from '../suite/suite-file.generated.ts';
import type { Protocol } from '../wire/reply.ts';

/** One text to import; `file` names it in messages. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface LeftOut {
  readonly kind: 'left-out';
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The case or command, as the source has it. */
  readonly what: string;
  readonly why: string;
  /** What else the source says of it. */
  readonly source: readonly string[];
}

export interface ImportedStep {
  readonly kind: 'step';
  readonly send: readonly Argument[];
  /** Absent when the source shows no reply, or none that says something of the next run. */
  readonly reply?: Claim;
  /** The name that the reply goes by in later steps. */
  readonly save?: string;
  /** What the writer puts above the step. */
  readonly comment?: string;
}

export interface ImportedCase {
  readonly kind: 'case';
  readonly file: string;
  readonly line: number;
  /** In kebab-case; not yet unique. */
  readonly name: string;
  readonly title?: string;
  readonly since?: Since;
  /** The protocol in which the source saw the replies. */
  readonly protocol: Protocol;
  readonly isolation: 'keyspace' | 'server';
  readonly steps: readonly (ImportedStep | LeftOut)[];
}

export type Imported = ImportedCase | LeftOut;

/** One suite file to be. */
export interface ImportedSuite {
  readonly group: string;
  readonly name: string;
  readonly title: string;
  /** Those that the suite is about, as `commands:` has them. */
  readonly commands: readonly string[];
  readonly entries: readonly Imported[];
}

/** The source is not what it should be, at this line; nothing of it was imported. */
export class ImportError extends Error {
  override readonly name = 'ImportError';

  constructor(
    problem: string,
    { source, line, cause }: { source: Source; line: number; cause?: unknown },
  ) {
    super(`${source.file}:${line}: ${problem}`, { cause });
  }
}

/** The text as a name of the suite format; empty when nothing of it can stand in one. */
export function kebab(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
