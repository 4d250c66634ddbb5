/**
 * What a server can say, typed so that nothing the wire tells apart is lost.
 *
 * Text on the wire is bytes. Here bytes are a `ByteString`: a JavaScript string in which each
 * char is one byte (0–255). It compares with `===`, is a Map key, prints in a test, and costs one
 * copy from the socket. Text that people write (YAML, JSON) is UTF-8 and goes through
 * `utf8Bytes` / `utf8Text` at the edge.
 *
 * Sources: the RESP2 and RESP3 descriptions at https://redis.io/docs/latest/develop/reference/protocol-spec/
 * and https://github.com/redis/redis-specifications/blob/master/protocol/RESP3.md
 */

/** A JavaScript string whose every char is one byte (0–255). */
export type ByteString = string;

export type Protocol = 2 | 3;

export type Pair = readonly [key: Reply, value: Reply];

/** Out-of-band facts a server may put before a reply (`|`); kept with the reply they precede. */
interface Attributed {
  readonly attributes?: readonly Pair[];
}

/** `streamed` is set when the length was not announced (`$?`, `*?` …). */
interface Streamable extends Attributed {
  readonly streamed?: true;
}

export type Reply =
  | ({ readonly type: 'status'; readonly text: ByteString } & Attributed)
  | ({ readonly type: 'error'; readonly text: ByteString; readonly blob?: true } & Attributed)
  | ({ readonly type: 'integer'; readonly value: number | bigint } & Attributed)
  | ({ readonly type: 'bulk'; readonly text: ByteString } & Streamable)
  | ({ readonly type: 'null'; readonly sentAs: '_' | '$-1' | '*-1' } & Attributed)
  | ({ readonly type: 'boolean'; readonly value: boolean } & Attributed)
  | ({ readonly type: 'double'; readonly text: ByteString } & Attributed)
  | ({ readonly type: 'big'; readonly text: ByteString } & Attributed)
  | ({
      readonly type: 'verbatim';
      readonly format: ByteString;
      readonly text: ByteString;
    } & Attributed)
  | ({ readonly type: 'array' | 'set' | 'push'; readonly items: readonly Reply[] } & Streamable)
  | ({ readonly type: 'map'; readonly entries: readonly Pair[] } & Streamable);

export type ReplyType = Reply['type'];

/** Every word of `ReplyType`, for messages and schemas that list them. */
export const REPLY_TYPES: readonly ReplyType[] = [
  'status',
  'error',
  'integer',
  'bulk',
  'null',
  'boolean',
  'double',
  'big',
  'verbatim',
  'array',
  'set',
  'push',
  'map',
];

/** The UTF-8 bytes of a text. */
export function utf8Bytes(text: string): ByteString {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that the bytes spell in UTF-8; `undefined` when they are not UTF-8. */
export function utf8Text(bytes: ByteString): string | undefined {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return utf8Bytes(text) === bytes ? text : undefined;
}

/** The code of an error reply: its first word, as clients read it. */
export function errorCode(text: ByteString): ByteString {
  const space = text.indexOf(' ');
  return space < 0 ? text : text.slice(0, space);
}
