/**
 * What a command is. A family file declares specs by name; `command-table.ts` gathers the families,
 * and that one table answers lookups, COMMAND, arity and flag checks, and key extraction.
 *
 * `parse` turns arguments into options or throws a `CommandError`; it knows neither the keyspace nor
 * the connection. `run` acts on the options. MULTI, blocking and statistics hook in at `dispatch.ts`.
 */
import type { ByteString, Reply } from '../../harness/wire/reply.ts';
import type { BlockRequest } from './blocking.ts';
import type { Connection } from './connection.ts';
import type { FoundKey } from './find-keys.ts';
import type { KeySpec } from './key-spec.ts';

export type CommandFlag =
  | 'write'
  | 'readonly'
  | 'denyoom'
  | 'admin'
  | 'pubsub'
  | 'noscript'
  | 'blocking'
  | 'loading'
  | 'stale'
  | 'skip_monitor'
  | 'skip_slowlog'
  | 'fast'
  | 'no_auth'
  | 'may_replicate'
  | 'no_mandatory_keys'
  | 'no_async_loading'
  | 'no_multi'
  | 'movablekeys'
  | 'allow_busy'
  | 'asking';

/** The command replied by itself (several pushes, or nothing on purpose). */
export const NO_REPLY = { type: 'none' } as const;

/** An error reply that may be in the statistics already, as the command of a script that failed. */
export interface CountedError {
  readonly type: 'error';
  readonly text: ByteString;
  readonly counted: boolean;
}

/** The reply comes when something that takes long has ended; it begins when somebody asks for that. */
export interface Later {
  readonly type: 'later';
  onDone(tell: (outcome: Outcome) => void): void;
}

export type Outcome = Reply | CountedError | BlockRequest | typeof NO_REPLY | Later;

/** What COMMAND and COMMAND DOCS tell about a command, beside its behaviour. */
export interface CommandFacts {
  /** The number of arguments with the name; negative when it is a minimum. */
  readonly arity: number;
  readonly flags: readonly CommandFlag[];
  /** ACL categories that do not follow from the flags, without `@`. */
  readonly categories: readonly string[];
  readonly keys?: readonly KeySpec[];
  /** Where the key specifications cannot tell (SORT … STORE). */
  findKeys?(argv: readonly ByteString[]): readonly FoundKey[];
  /** Hints for clients, as COMMAND gives them. */
  readonly tips?: readonly string[];
  readonly since: string;
  readonly deprecatedSince?: string;
  readonly group: string;
  readonly complexity?: string;
  readonly summary: string;
  /** The arguments in the notation of `argument-grammar.ts`. */
  readonly usage?: string;
}

export interface CommandSpec<Options> extends CommandFacts {
  parse(argv: readonly ByteString[]): Options;
  run(connection: Connection, options: Options): Outcome;
}

/** CLIENT, CONFIG …; only COMMAND can also be called without a subcommand. */
export interface ContainerSpec extends CommandFacts {
  readonly subcommands: Family;
  readonly alone?: CommandSpec<unknown>;
}

export interface Family {
  readonly [name: string]: CommandSpec<unknown> | ContainerSpec;
}

/** Ties the options that `parse` makes to those that `run` takes, then forgets their type. */
export function command<Options>(spec: CommandSpec<Options>): CommandSpec<unknown> {
  return spec as CommandSpec<unknown>;
}

/** A refusal with the text that the client reads; thrown by `parse` or `run` before any effect. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
