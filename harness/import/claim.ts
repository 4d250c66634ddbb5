/**
 * What a reply in a transcript says of the next run.
 *
 * Most replies come again as they were. Some never do (the time, a random member, an id that the
 * server made up): of those the type is claimed. Others come in any order.
 */
import { notation } from '../suite/notation.ts';
import type { Reply as Claim, MapReply } from '../suite/suite-file.generated.ts';
import { type ByteString, type Protocol, type Reply, utf8Text } from '../wire/reply.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Commands, and subcommands as `client|id`, that reply something else every time. */
const VARIES = words(
  `acl|genpass acl|log bgrewriteaof bgsave client|id client|info client|list cluster|info
  cluster|myid cluster|nodes command command|count command|docs command|info command|list debug dump
  hello hrandfield info lastsave latency|doctor latency|graph latency|histogram latency|history latency|latest
  lolwut memory|doctor memory|stats memory|usage object|freq object|idletime randomkey role
  slowlog|get slowlog|len spop srandmember time xinfo|consumers xinfo|stream xpending zrandmember`,
);

/** Commands that reply how long something is still there, or until when. */
const COUNTS_DOWN = words(
  'ttl pttl expiretime pexpiretime httl hpttl hexpiretime hpexpiretime object|idletime',
);

const IN_ANY_ORDER = words(
  'hkeys hvals keys sdiff sinter smembers sunion acl|users pubsub|channels',
);
/** Replies of a cursor and a page; only a page that is the last one is sure to come again. */
const SCANS = words('hscan scan sscan zscan');
/** A map in RESP3, so pairs in any order in RESP2. */
const MAPS = words('config|get hgetall');

export interface Told {
  readonly argv: readonly ByteString[];
  readonly reply: Reply;
  readonly protocol: Protocol;
  /** Texts that the server made up earlier: ids, which are other ones next time. */
  readonly madeUp: ReadonlySet<ByteString>;
}

/** Whether the command has a name in the set, by itself or with its subcommand. */
function isOneOf(set: ReadonlySet<string>, [name = '', sub = '']: readonly ByteString[]): boolean {
  const command = name.toLowerCase();
  return set.has(command) || set.has(`${command}|${sub.toLowerCase()}`);
}

/** Whether the reply is another one each time. */
export function varies(argv: readonly ByteString[]): boolean {
  return isOneOf(VARIES, argv) || makesAnId(argv);
}

/** XADD with `*` in its id: the only id that commands go on to use. */
export function makesAnId([name = '', , ...rest]: readonly ByteString[]): boolean {
  return /^xadd$/i.test(name) && rest.some((word) => /^(?:\d+-)?\*$/.test(word));
}

/** What the transcript shows of the reply, as a suite claims it. */
export function claimOf({ argv, reply, protocol, madeUp }: Told): Claim {
  if (reply.type !== 'error' && varies(argv)) return ofItsType(reply);
  if (isOneOf(COUNTS_DOWN, argv)) return mapped(reply, protocol, countsDown);
  if (isOneOf(SCANS, argv)) return scan(reply, protocol);
  const exact = (inner: Reply): Claim | undefined =>
    'text' in inner && madeUp.has(inner.text) ? ofItsType(inner) : undefined;
  if (reply.type === 'array' && isOneOf(IN_ANY_ORDER, argv)) {
    const items = reply.items.map((item) => mapped(item, protocol, exact));
    return items.length > 1 ? { unordered: items } : items;
  }
  return mapped(inRespThree(argv, reply), protocol, exact);
}

/** The pairs of a RESP2 reply that RESP3 has as a map: so written, their order does not count. */
function inRespThree(argv: readonly ByteString[], reply: Reply): Reply {
  const pairs = reply.type === 'array' && isOneOf(MAPS, argv) && reply.items.length % 2 === 0;
  if (!pairs) return reply;
  const { items } = reply;
  const entries = items.flatMap((key, i) => {
    const value = items[i + 1];
    return i % 2 === 0 && value !== undefined ? [[key, value] as const] : [];
  });
  return { type: 'map', entries };
}

function countsDown(reply: Reply): Claim | undefined {
  return reply.type === 'integer' && reply.value > 0 ? { any: 'int' } : undefined;
}

function scan(reply: Reply, protocol: Protocol): Claim {
  const [cursor, page] = reply.type === 'array' ? reply.items : [];
  if (cursor?.type !== 'bulk' || page?.type !== 'array') return mapped(reply, protocol);
  if (cursor.text !== '0') return [{ any: 'bulk' }, { any: 'array' }];
  const items = page.items.map((item) => mapped(item, protocol));
  return ['0', items.length > 1 ? { unordered: items } : items];
}

/** redis-cli prints INFO, CLIENT LIST and the like bare, so that they look like a status. */
export function ofItsType({ type }: Reply): Claim {
  if (type === 'status') return { any: true };
  return { any: type === 'integer' ? 'int' : type };
}

/** The reply in notation, but for the parts that `instead` has another claim for. */
function mapped(
  reply: Reply,
  protocol: Protocol,
  instead: (reply: Reply) => Claim | undefined = () => undefined,
): Claim {
  const other = instead(reply);
  if (other !== undefined) return other;
  const inner = (item: Reply): Claim => mapped(item, protocol, instead);
  switch (reply.type) {
    case 'null':
      // In RESP2 there are two, which redis-cli prints alike.
      return protocol === 2 && reply.sentAs === '_' ? { any: 'null' } : (notation(reply) as Claim);
    case 'array':
      return reply.items.map(inner);
    case 'set':
      return { set: reply.items.map(inner) };
    case 'push':
      return { push: reply.items.map(inner) };
    case 'map':
      return mapClaim(reply.entries, inner);
    case 'bulk':
      return text(reply.text);
    case 'status':
      return { status: text(reply.text) };
    case 'error':
      return { error: text(reply.text) };
    case 'integer':
      return reply.value;
    default:
      return notation(reply) as Claim;
  }
}

function mapClaim(
  entries: readonly (readonly [Reply, Reply])[],
  inner: (reply: Reply) => Claim,
): MapReply {
  const keys = entries.map(([key]) => inner(key));
  const fields = keys.filter((key) => typeof key === 'string');
  return fields.length === keys.length && new Set(fields).size === keys.length
    ? { map: Object.fromEntries(entries.map(([, value], i) => [fields[i], inner(value)])) }
    : { map: entries.map(([key, value]): [Claim, Claim] => [inner(key), inner(value)]) };
}

/** Text, but for what is not UTF-8 and what a suite would take for a hole. */
export function text(bytes: ByteString): string | { hex: string } {
  const shown = utf8Text(bytes);
  return shown === undefined || shown.includes('${')
    ? { hex: Buffer.from(bytes, 'latin1').toString('hex') }
    : shown;
}
