// Generated from results.schema.json by `npm run types`; do not edit.

export type Policy = 'strict' | 'client' | 'application';
/**
 * How two observations differ, worst first.
 */
export type Rung =
  | 'crash'
  | 'hang'
  | 'desync'
  | 'closed'
  | 'missing'
  | 'ok-vs-error'
  | 'value'
  | 'state'
  | 'propagation'
  | 'type'
  | 'error-code'
  | 'error-text'
  | 'order'
  | 'number-format';

/**
 * What one run of Samewire saw and how it was judged. Equal inputs give byte-equal documents but for `times`.
 */
export interface ResultDocument {
  /**
   * The version of this format.
   */
  format: 1;
  tool: {
    name: string;
    version: string;
  };
  /**
   * The kind of machine, never its name.
   */
  machine: {
    os: string;
    arch: string;
    cpus: number;
  };
  policy: Policy;
  /**
   * `contract`, or the name of the target that the others were compared with.
   */
  baseline: string;
  suites: SuiteRecord[];
  targets: TargetRecord[];
  cases: CaseRecord[];
  /**
   * The differences that cells name by their place here, each once. Only where a document is written.
   */
  evidence?: Difference[];
  /**
   * One row for each case, context and protocol, in the order of `cases`.
   */
  results: ResultRow[];
  /**
   * Everything that differs between two runs of the same inputs.
   */
  times: {
    /**
     * ISO 8601, UTC.
     */
    startedAt: string;
    durationMs: number;
    /**
     * For each row of `results`, for each target, how long the cell took; 0 where it did not run.
     */
    cellsMs: number[][];
    /**
     * What was seen where a difference `varies`.
     */
    varying?: Varying[];
  };
}
export interface SuiteRecord {
  group: string;
  suite: string;
  title: string;
  see?: string;
  commands: string[];
  /**
   * `sha256:` and the hex digest of the suite file.
   */
  digest: string;
}
export interface TargetRecord {
  /**
   * The word that the user gave.
   */
  name: string;
  driver: 'embedded' | 'process' | 'debian' | 'container' | 'endpoint';
  product: string;
  /**
   * As the server reports it; empty when it could not be asked.
   */
  version: string;
  startedAs: string;
  /**
   * The fields of INFO server that say who answers (versions, build), as reported.
   */
  identity: {
    [k: string]: string;
  };
  /**
   * Why the target could not be tested; all of its cells are `blocked`.
   */
  blocked?: string;
}
export interface CaseRecord {
  /**
   * `<group>/<suite>/<case>`
   */
  id: string;
  title: string;
  /**
   * `file:line` of the case, relative to the suites.
   */
  place: string;
  since?: {
    [k: string]: string;
  };
  /**
   * Absent for cases that touch nothing but keys.
   */
  isolation?: 'server' | 'dedicated';
  /**
   * The configuration of the case's own server, parameter to value.
   */
  config?: {
    [k: string]: string;
  };
  steps: StepRecord[];
}
export interface StepRecord {
  /**
   * The connection, where the case uses several.
   */
  on?: string;
  /**
   * The step in one line, as a person would type it.
   */
  says: string;
  /**
   * The arguments, each a string whose chars are bytes; absent when the step sends no command.
   */
  send?: string[];
  /**
   * Raw bytes that the step sends, each char a byte.
   */
  raw?: string;
  /**
   * How long an `until` keeps asking.
   */
  withinMs?: number;
  /**
   * How often `send` is sent (`fill`), with ${i} counting from 0.
   */
  times?: number;
}
export interface Difference {
  /**
   * Counted from 1.
   */
  step: number;
  rung: Rung;
  /**
   * `contract` or the name of the target compared with.
   */
  against: string;
  /**
   * Where in the reply the worst of it is: `[2].score`; absent at the top.
   */
  at?: string;
  /**
   * The contract leaves the reply open, so another run may see another one. In the written document what was seen stands in `times.varying`, in the order of the differences that vary.
   */
  varies?: true;
  wanted: Seen;
  found: Seen;
}
/**
 * One side of a difference.
 */
export interface Seen {
  /**
   * In one line, for people: `(error) ERR syntax error`.
   */
  says: string;
  /**
   * The reply in the notation of the suite format; absent when there was none.
   */
  value?: null | boolean | number | string | unknown[] | {};
  /**
   * The reply as it came, each char a byte; absent for a contract.
   */
  bytes?: string;
  /**
   * How many bytes were left out of `bytes` at its end.
   */
  omitted?: number;
  /**
   * Out-of-band pushes seen during the step, in suite notation.
   */
  pushes?: unknown[];
}
export interface ResultRow {
  case: string;
  context: 'plain' | 'pipeline' | 'multi' | 'script' | 'pcall';
  protocol: 2 | 3;
  /**
   * One for each target, in the order of `targets`.
   */
  cells: Cell[];
}
export interface Cell {
  verdict: 'same' | 'different' | 'absent' | 'unstable' | 'blocked' | 'skipped';
  rung?: Rung;
  /**
   * Whether the rung fails under the document's policy; present with `different`.
   */
  fails?: boolean;
  /**
   * The target is older than the case's `since`, and does all of it: the claim is wrong.
   */
  early?: true;
  /**
   * Why the cell is absent, unstable, blocked or skipped.
   */
  why?: string;
  /**
   * Places in the document's `evidence`. Only where a document is written.
   */
  evidence?: number[];
  /**
   * What `evidence` stands for, where a document is read.
   */
  differences?: Difference[];
}
export interface Varying {
  at?: string;
  wanted: Seen;
  found: Seen;
}
