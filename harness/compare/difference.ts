/**
 * The difference between two replies: the worst rung that applies, and where in the reply.
 *
 * Pure, and symmetrical in what fails under any policy: it never matters which side is called
 * `wanted`. Attributes and the way a value was streamed are not content and are left out.
 */
import { doubleValue } from '../wire/number.ts';
import { type ByteString, errorCode, type Reply } from '../wire/reply.ts';
import { type Rung, worse } from './rung.ts';

export interface ReplyDifference {
  readonly rung: Rung;
  /** The position of the worst of it, `[2].score`; empty for the reply itself. */
  readonly at: string;
}

/** `undefined` when the replies say the same. */
export function difference(wanted: Reply, found: Reply, at = ''): ReplyDifference | undefined {
  if (wanted === found) return undefined;
  if (wanted.type === 'error' || found.type === 'error') return errorDifference(wanted, found, at);
  if (isAggregate(wanted) && isAggregate(found)) return aggregateDifference(wanted, found, at);
  const rung = scalarRung(wanted, found);
  return rung === undefined ? undefined : { rung, at };
}

function errorDifference(wanted: Reply, found: Reply, at: string): ReplyDifference | undefined {
  if (wanted.type === 'error' && found.type === 'error') {
    return wanted.text === found.text ? undefined : { rung: betweenErrors(wanted, found), at };
  }
  const known = wanted.type === 'error' ? undefined : content(found);
  const unknown = content(wanted.type === 'error' ? wanted : found) ?? '';
  return {
    rung: UNKNOWN.test(unknown) || SYNTAX.test(known ?? '') ? 'missing' : 'ok-vs-error',
    at,
  };
}

type ErrorReply = Extract<Reply, { type: 'error' }>;

function betweenErrors(wanted: ErrorReply, found: ErrorReply): Rung {
  const ambiguous = AMBIGUOUS.test(wanted.text) || AMBIGUOUS.test(found.text);
  if (!ambiguous && UNKNOWN.test(wanted.text) !== UNKNOWN.test(found.text)) return 'missing';
  return errorCode(wanted.text) === errorCode(found.text) ? 'error-text' : 'error-code';
}

/** No such command or subcommand. */
const UNKNOWN = /^ERR unknown (?:sub)?command/i;

/** Redis 6.0 says this of subcommands that it has, too. */
const AMBIGUOUS = /^ERR unknown subcommand or wrong number/i;

/** What servers say to an option that they do not know, where another one carried it out. */
const SYNTAX = /^ERR syntax error/;

type Aggregate = Extract<Reply, { items: unknown } | { entries: unknown }>;

function isAggregate(reply: Reply): reply is Aggregate {
  return 'items' in reply || 'entries' in reply;
}

function aggregateDifference(
  wanted: Aggregate,
  found: Aggregate,
  at: string,
): ReplyDifference | undefined {
  const content = contentDifference(wanted, found, at);
  if (wanted.type === found.type) return content;
  return worst(content, { rung: 'type', at });
}

function contentDifference(
  wanted: Aggregate,
  found: Aggregate,
  at: string,
): ReplyDifference | undefined {
  if (hasUniqueKeys(wanted) && hasUniqueKeys(found)) return mapDifference(wanted, found, at);
  const [ours, theirs] = [flat(wanted), flat(found)];
  if (ours.length !== theirs.length) return { rung: 'value', at };
  const inPlace = ours
    .map((item, i) => difference(item, theirs[i] as Reply, `${at}[${i}]`))
    .reduce(worst, undefined);
  if (inPlace === undefined || wanted.type === 'push') return inPlace;
  return sameElements(ours, theirs) ? orderDifference(wanted, found, at) : inPlace;
}

type MapReply = Extract<Reply, { type: 'map' }>;

/** The order of a map's entries says nothing, unless a key comes twice. */
function hasUniqueKeys(reply: Reply): reply is MapReply {
  if (reply.type !== 'map') return false;
  return new Set(reply.entries.map(([key]) => identity(key))).size === reply.entries.length;
}

/** In a set no order is promised, so none is compared. */
function orderDifference(
  wanted: Aggregate,
  found: Aggregate,
  at: string,
): ReplyDifference | undefined {
  const unordered = wanted.type === 'set' && found.type === 'set';
  return unordered ? undefined : { rung: 'order', at };
}

function mapDifference(wanted: MapReply, found: MapReply, at: string): ReplyDifference | undefined {
  if (wanted.entries.length !== found.entries.length) return { rung: 'value', at };
  const byKey = new Map(found.entries.map(([key, value]) => [identity(key), value]));
  return wanted.entries
    .map(([key, value]): ReplyDifference | undefined => {
      const name = key.type === 'bulk' || key.type === 'status' ? `.${key.text}` : identity(key);
      const other = byKey.get(identity(key));
      if (other === undefined) return { rung: 'value', at: `${at}${name}` };
      return difference(value, other, `${at}${name}`);
    })
    .reduce(worst, undefined);
}

function flat(reply: Aggregate): readonly Reply[] {
  return reply.type === 'map' ? reply.entries.flat() : reply.items;
}

function sameElements(ours: readonly Reply[], theirs: readonly Reply[]): boolean {
  const sorted = theirs.map(identity).toSorted();
  return ours
    .map(identity)
    .toSorted()
    .every((text, i) => text === sorted[i]);
}

/** Equal for replies that say the same, without what is not content. */
function identity(reply: Reply): string {
  return JSON.stringify(reply, (key, value) => {
    if (key === 'attributes' || key === 'streamed' || key === 'blob') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function worst(
  a: ReplyDifference | undefined,
  b: ReplyDifference | undefined,
): ReplyDifference | undefined {
  return a !== undefined && worse(a.rung, b?.rung) === a.rung ? a : b;
}

/** Two replies neither of which is an error; at most one is an aggregate. */
function scalarRung(wanted: Reply, found: Reply): Rung | undefined {
  if (wanted.type === 'null' && found.type === 'null') {
    return wanted.sentAs === found.sentAs ? undefined : 'type';
  }
  const [ours, theirs] = [content(wanted), content(found)];
  if (ours === undefined || theirs === undefined) return 'value';
  const sameType = wanted.type === found.type && format(wanted) === format(found);
  if (ours === theirs) return sameType ? undefined : 'type';
  if (!sameNumber(ours, theirs)) return 'value';
  return sameType ? 'number-format' : 'type';
}

/** What a scalar says, as bytes; `undefined` for null and aggregates, which say nothing in bytes. */
function content(reply: Reply): ByteString | undefined {
  switch (reply.type) {
    case 'integer':
      return String(reply.value);
    case 'boolean':
      return reply.value ? '1' : '0';
    case 'status':
    case 'bulk':
    case 'double':
    case 'big':
    case 'verbatim':
    case 'error':
      return reply.text;
    default:
      return undefined;
  }
}

function format(reply: Reply): ByteString | undefined {
  return reply.type === 'verbatim' ? reply.format : undefined;
}

/** `3.0` and `3`, `-0` and `0`; but `007` and `7` are two texts, for no server spells numbers so. */
function sameNumber(a: ByteString, b: ByteString): boolean {
  if (!/[.eE]|inf|nan|^-0|,-0/.test(`${a},${b}`)) return false;
  const [ours, theirs] = [doubleValue(a), doubleValue(b)];
  return ours !== undefined && (ours === theirs || (Number.isNaN(ours) && Number.isNaN(theirs)));
}
