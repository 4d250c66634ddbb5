// Generated from suite.schema.json by `npm run types`; do not edit.

export type Name = string;
export type Sentence = string;
/**
 * Any scalar: it means the text as it was written, so `007`, `1e3`, `~` and `yes` stay as they are.
 */
export type Text = string;
/**
 * One line of the session: a command in short form, or a map that says more.
 */
export type Step =
  Arguments | SendStep | RawStep | ReceiveStep | SilentStep | UntilStep | FillStep | ClosedStep;
/**
 * One argument of a command: a scalar as it is written (`${name}` is filled in from an earlier `save`), or bytes.
 */
export type Argument = Text | Hex | Repeat;
/**
 * A command and its arguments. In the short form, `[SET, key, value]`, the reply is compared between targets and nothing is claimed about it.
 *
 * @minItems 1
 */
export type Arguments = Argument[];
/**
 * A reply: plain YAML for what YAML can say, a map with one word for the rest. Matchers work at any depth and leave their position out of the comparison between targets.
 */
export type Reply =
  | BulkReply
  | IntegerReply
  | NullReply
  | BooleanReply
  | ArrayReply
  | Status
  | ErrorReply
  | Int
  | Double
  | Null
  | MapReply
  | SetReply
  | Push
  | Verbatim
  | Big
  | Hex
  | Repeat
  | Any
  | Range
  | Approx
  | Match
  | Unordered
  | Contains
  | Includes
  | OneOf
  | Length
  | Ttl;
/**
 * A bulk string, written in UTF-8.
 */
export type BulkReply = string;
/**
 * An integer.
 */
export type IntegerReply = number | bigint;
/**
 * Null: `_` in RESP3, `$-1` in RESP2.
 */
export type NullReply = null;
/**
 * A boolean; 1 or 0 in RESP2.
 */
export type BooleanReply = boolean;
/**
 * An array, in this order.
 */
export type ArrayReply = Reply[];
/**
 * Text (written in UTF-8) or bytes.
 */
export type Bytes = BulkReply | Hex | Repeat;
export type Duration = string;
/**
 * No reply must come yet; a later `receive` takes it.
 */
export type PendingWord = true;
/**
 * Keeps the reply, or parts of it, for `${name}` in later steps: a name, or name: path, where `"1.0"` is the first item of the second item.
 */
export type Save = SaveWhole | SaveParts;
export type SaveWhole = string;
/**
 * Bytes, or several in a row.
 */
export type ByteList = BulkReply | Hex | Repeat | BytesInARow;
/**
 * @minItems 1
 */
export type BytesInARow = Bytes[];
/**
 * The server must hang up: after its reply, or, in a step of its own, without one.
 */
export type ClosedWord = true;

/**
 * One suite: what is claimed about one command or topic, as cases that read like a redis-cli session.
 */
export interface SuiteFile {
  suite: Name;
  title: Sentence;
  /**
   * The commands that the suite covers, in lower case; `[]` for a suite about no command in particular.
   */
  commands: string[];
  /**
   * The public description that the contracts follow.
   */
  see?: string;
  since?: Since;
  /**
   * What is claimed, one behaviour a case. Every case starts with an empty database.
   *
   * @minItems 1
   */
  cases: Case[];
}
/**
 * The first version that has what is tested, for each lineage. Older targets show `absent`. A lineage that is left out goes by the Redis version it descends from.
 */
export interface Since {
  [k: string]: string;
}
export interface Case {
  case: Name;
  title?: Sentence;
  since?: Since;
  /**
   * What the case needs for itself: a database (`keyspace`), the server while it runs (`server`, for SELECT, FLUSHALL, CONFIG SET), or a server of its own (`dedicated`).
   */
  isolation?: 'keyspace' | 'server' | 'dedicated';
  /**
   * Configuration of a server of the case's own, parameter by parameter as in the server's configuration file. Implies `isolation: dedicated`.
   */
  config?: {
    [k: string]: Text;
  };
  /**
   * The RESP versions that the case makes sense in; both when left out.
   *
   * @minItems 1
   */
  protocols?: (2 | 3)[];
  /**
   * Where the case may run: `plain`, and lifted into `pipeline` (one write), `multi` (MULTI/EXEC), `script` (each step by redis.call in an EVAL) and `pcall` (by redis.pcall). All that its steps allow when left out; anything less needs a `why`.
   *
   * @minItems 1
   */
  contexts?: ('plain' | 'pipeline' | 'multi' | 'script' | 'pcall')[];
  why?: Sentence;
  /**
   * Divergences that are deliberate, with the reason.
   *
   * @minItems 1
   */
  known?: Known[];
  /**
   * What is sent, and what must come back, in order.
   *
   * @minItems 1
   */
  steps: Step[];
}
/**
 * One deliberate divergence from the contract.
 */
export interface Known {
  /**
   * The target that diverges; `*` stands for any version.
   */
  target: string;
  /**
   * How far it diverges, in the words of a result document.
   */
  rung:
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
  why: Sentence;
  /**
   * Where the divergence is discussed or documented.
   */
  issue?: string;
}
export interface Hex {
  /**
   * Bytes in hexadecimal, for what text cannot say. Spaces may stand between bytes.
   */
  hex: string;
}
export interface Repeat {
  /**
   * A text, so many times: `[a, 512]`.
   *
   * @minItems 2
   * @maxItems 2
   */
  repeat: [text: string, times: number];
}
export interface SendStep {
  send: Arguments;
  on?: Name;
  reply?: Reply;
  resp2?: Reply;
  resp3?: Reply;
  pending?: PendingWord;
  save?: Save;
  bytes?: ByteList;
  closed?: ClosedWord;
}
export interface Status {
  status: Bytes;
}
export interface ErrorReply {
  error: Bytes;
}
export interface Int {
  /**
   * An integer, spelled as text: for JSON, which loses digits beyond 2^53. In YAML write the bare number.
   */
  int: string;
}
export interface Double {
  /**
   * A double of this value, however spelled; a bulk string with the same number in RESP2. `inf`, `-inf` and `nan` count.
   */
  double: string;
}
export interface Null {
  /**
   * The null that RESP2 spells as an array, `*-1`. For the other one write `null`.
   */
  null: 'array';
}
export interface MapReply {
  /**
   * A map, its entries in any order; a flat array in RESP2. Keys are text, or write pairs: `[[key, value]]`.
   */
  map: {[field: string]: Reply} | [key: Reply, value: Reply][];
}
export interface SetReply {
  set: ArrayReply;
}
export interface Push {
  push: ArrayReply;
}
export interface Verbatim {
  verbatim: Bytes;
}
export interface Big {
  /**
   * A big number; a bulk string in RESP2.
   */
  big: string;
}
export interface Any {
  /**
   * Any reply (`true`), or any reply of a type.
   */
  any:
    | true
    | 'int'
    | 'bulk'
    | 'status'
    | 'error'
    | 'null'
    | 'boolean'
    | 'double'
    | 'big'
    | 'verbatim'
    | 'array'
    | 'set'
    | 'push'
    | 'map';
}
export interface Range {
  /**
   * A number from the first to the second, both included: an integer, a double or a bulk string that spells one.
   *
   * @minItems 2
   * @maxItems 2
   */
  range: [from: number, to: number];
}
export interface Approx {
  /**
   * A number close to this one: a double, an integer or a bulk string that spells one.
   */
  approx: number;
  /**
   * How far off `approx` may be.
   */
  within?: number;
}
export interface Match {
  /**
   * Text that the regular expression finds a match in (`.` matches line breaks too): a bulk, simple or verbatim string, or an error.
   */
  match: string;
}
export interface Unordered {
  unordered: ArrayReply;
}
export interface Contains {
  contains: ArrayReply;
}
export interface Includes {
  /**
   * A map that has at least these fields with these values, and any others; in RESP2 a flat array.
   */
  includes: {
    [k: string]: Reply;
  };
}
export interface OneOf {
  /**
   * Any one of these replies.
   *
   * @minItems 2
   */
  'one-of': Reply[];
}
export interface Length {
  /**
   * A string of so many bytes, or an aggregate of so many items; a map counts its entries, in RESP2 the items of the flat array.
   */
  length: number;
}
export interface Ttl {
  ttl: Duration;
}
export interface SaveParts {
  [k: string]: string;
}
export interface RawStep {
  raw: ByteList;
  on?: Name;
  reply?: Reply;
  resp2?: Reply;
  resp3?: Reply;
  pending?: PendingWord;
  bytes?: ByteList;
  closed?: ClosedWord;
}
export interface ReceiveStep {
  receive: Reply;
  on?: Name;
  resp2?: Reply;
  resp3?: Reply;
  save?: Save;
}
export interface SilentStep {
  silent: Duration;
  on?: Name;
}
export interface UntilStep {
  /**
   * Sends a command again and again until the reply is as written: for what passing time brings about.
   */
  until: {
    send: Arguments;
    reply: Reply;
    resp2?: Reply;
    resp3?: Reply;
    within?: Duration;
  };
  on?: Name;
}
export interface FillStep {
  /**
   * Sends a command many times, for bulk data; `${i}` counts from 0.
   */
  fill: {
    send: Arguments;
    /**
     * How many times to send the command of a `fill`.
     */
    times: number;
  };
  on?: Name;
}
export interface ClosedStep {
  closed: ClosedWord;
  on?: Name;
}
