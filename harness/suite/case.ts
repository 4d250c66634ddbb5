/**
 * A compiled case: what a suite file says, checked and made ready to send and to judge.
 *
 * `load` reads YAML and remembers where everything stood, `validate` checks it against the schema,
 * `compile` turns it into these types. Nothing downstream looks at YAML again.
 */
import type { ByteString, Protocol } from '../wire/reply.ts';
import type { Matcher } from './matcher.ts';

export interface Place {
  /** From the folder `suites` on, or from the one that was loaded, with `/`: `suites/commands/…`. */
  readonly file: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
}

export type Isolation = 'keyspace' | 'server' | 'dedicated';
/**
 * Where a case runs: as it is, in one write, inside MULTI/EXEC, or each step inside a script, by
 * `redis.call` (`script`) or `redis.pcall`.
 */
export type Context = 'plain' | 'pipeline' | 'multi' | 'script' | 'pcall';

/** What the replies of a cell look like: those of a protocol, or what scripts make of them in both. */
export type Form = Protocol | 'lua';

/** First version per lineage (`redis`, `valkey`, …) that has what the case tests. */
export type Since = Readonly<Record<string, string>>;

/** A deliberate divergence that the case itself states. */
export interface Known {
  /** `product@version`, `*` allowed in the version. */
  readonly target: string;
  readonly rung: string;
  readonly why: string;
  readonly issue?: string;
}

export interface Suite {
  readonly group: string;
  readonly name: string;
  readonly title: string;
  readonly commands: readonly string[];
  readonly see?: string;
  /** `sha256:` and the hex digest of the file's bytes. */
  readonly digest: string;
  readonly cases: readonly Case[];
}

export interface Case {
  /** `<group>/<suite>/<case>`, stable for ever. */
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  readonly since?: Since;
  readonly isolation: Isolation;
  /** Configuration of the case's own server; not empty only when `isolation` is `dedicated`. */
  readonly config: Readonly<Record<string, string>>;
  readonly protocols: readonly Protocol[];
  /** Contexts that the case may be lifted into; always holds `plain`. */
  readonly contexts: readonly Context[];
  readonly known: readonly Known[];
  readonly steps: readonly Step[];
}

/** An argument with `${name}` holes left open; plain bytes when it has none. */
export type Argument = ByteString | readonly (ByteString | { readonly hole: string })[];

export interface Command {
  readonly argv: readonly Argument[];
  /** The bytes ready to send; absent when an argument has a hole. */
  readonly bytes?: ByteString;
}

/** What a step claims. Every field that is set must hold. */
export interface Contract {
  /** The matcher for each form; all or none are set. */
  readonly reply?: Readonly<Record<Form, Matcher>>;
  /** The exact wire form. */
  readonly bytes?: ByteString;
  /** The server hangs up. */
  readonly closed?: true;
}

/** Names to fill holes with later: variable → path of indices into the reply (`[]` is the whole). */
export type Save = Readonly<Record<string, readonly number[]>>;

interface At {
  readonly place: Place;
  /** The connection; `main` when the step names none. */
  readonly on: string;
  /** The step in one line, as a person would type it. */
  readonly says: string;
}

export type Step =
  | (At & {
      readonly kind: 'send';
      readonly command: Command;
      readonly contract: Contract;
      /** The reply must not come yet; a later `receive` takes it. */
      readonly pending: boolean;
      readonly save: Save;
    })
  | (At & {
      readonly kind: 'raw';
      readonly bytes: ByteString;
      readonly contract: Contract;
      readonly pending: boolean;
    })
  /** With `closed` and no reply the connection goes away by itself. */
  | (At & { readonly kind: 'receive'; readonly contract: Contract; readonly save: Save })
  | (At & { readonly kind: 'silent'; readonly forMs: number })
  | (At & {
      readonly kind: 'until';
      readonly command: Command;
      readonly contract: Contract;
      readonly withinMs: number;
    })
  | (At & { readonly kind: 'fill'; readonly command: Command; readonly times: number });
