/**
 * When two replies count as the same: to the byte, unless the command's tips in the table, or the
 * list below, say that they cannot be.
 */
import { encode } from '../../../harness/wire/encode.ts';
import type { ByteString, Protocol, Reply } from '../../../harness/wire/reply.ts';
import type { Command } from '../command-table.ts';

type Likeness = (ours: Reply, theirs: Reply, protocol: Protocol) => boolean;

// Both servers are asked in the same moment, and a sequence takes less than this.
const MILLISECONDS_MAX = 2_000;

const bytes: Likeness = (ours, theirs, protocol) =>
  encode(ours, protocol) === encode(theirs, protocol);

const anyOrder: Likeness = (ours, theirs, protocol) => {
  const sorted = (reply: Reply) =>
    childrenOf(reply)
      ?.map((child) => encode(child, protocol))
      .sort()
      .join();
  return (
    ours.type === theirs.type &&
    (childrenOf(ours) === undefined
      ? bytes(ours, theirs, protocol)
      : sorted(ours) === sorted(theirs))
  );
};

/** The same types in the same places; texts and numbers may be others, errors may not. */
const shape: Likeness = (ours, theirs, protocol) => {
  if (ours.type !== theirs.type) return false;
  if (ours.type === 'error') return bytes(ours, theirs, protocol);
  return alikeInside(ours, theirs, protocol, shape) ?? true;
};

/** Times may be apart by what passes between two servers' looks at the clock. */
function times(isSpan: (value: number) => boolean): Likeness {
  const like: Likeness = (ours, theirs, protocol) => {
    if (ours.type !== theirs.type) return false;
    if (ours.type === 'integer' && theirs.type === 'integer') {
      const [a, b] = [Number(ours.value), Number(theirs.value)];
      return ours.value === theirs.value || (isSpan(a) && isSpan(b) && apart(a, b));
    }
    return alikeInside(ours, theirs, protocol, like) ?? bytes(ours, theirs, protocol);
  };
  return like;
}

function apart(a: number, b: number): boolean {
  return Math.abs(a - b) <= MILLISECONDS_MAX;
}

const moments = times((value) => value > 1e9);
// Fewer than this many keys, entries and deliveries come about in a sequence.
const momentsAndSpans = times((value) => value > 1_000);

const isText = (reply: Reply | undefined, ...texts: readonly string[]) =>
  (reply?.type === 'bulk' || reply?.type === 'status') && texts.includes(reply.text);

/** What follows `idle` or `inactive` is a time since the last sign of life. */
const consumers: Likeness = (ours, theirs, protocol) => {
  const ages = (reply: Reply): Reply => {
    const inside = childrenOf(reply);
    if (inside === undefined) return reply;
    const items = inside.map((child, i) =>
      isText(inside[i - 1], 'idle', 'inactive') ? AN_AGE : ages(child),
    );
    return { type: 'array', items };
  };
  return ours.type === theirs.type && bytes(ages(ours), ages(theirs), protocol);
};

const AN_AGE: Reply = { type: 'status', text: 'an age' };

/** Entry, consumer, age, deliveries; or the summary, which has no ages. */
const pending: Likeness = (ours, theirs, protocol) => {
  const ages = (reply: Reply): Reply =>
    reply.type !== 'array'
      ? reply
      : {
          type: 'array',
          items: reply.items.map((row) =>
            row.type === 'array' && row.items.length === 4
              ? { type: 'array', items: row.items.toSpliced(2, 1, AN_AGE) }
              : row,
          ),
        };
  return bytes(ages(ours), ages(theirs), protocol);
};

/** A cursor belongs to one server; a scan that both finished has found the same. */
const scan: Likeness = (ours, theirs, protocol) => {
  const [cursor, found] = childrenOf(ours) ?? [];
  const [otherCursor, otherFound] = childrenOf(theirs) ?? [];
  if (found === undefined || otherFound === undefined) return bytes(ours, theirs, protocol);
  return !isText(cursor, '0') || !isText(otherCursor, '0') || anyOrder(found, otherFound, protocol);
};

/** What is found from a cursor of nobody's is anything; what is refused is not. */
const elsewhere: Likeness = (ours, theirs, protocol) =>
  ours.type === theirs.type && (ours.type !== 'error' || bytes(ours, theirs, protocol));

function cursorOf(argv: readonly ByteString[]): number {
  return Number(argv[argv[0]?.toUpperCase() === 'SCAN' ? 1 : 2]);
}

/** Commands that the tips make looser than need be, or tighter than can be. */
const NAMED: Readonly<Record<string, { readonly like: Likeness; readonly why: string }>> = {
  xadd: { like: bytes, why: 'no ID is made of the time here' },
  xtrim: { like: bytes, why: 'only `~` may trim what it likes, and nodes are the same size' },
  xclaim: { like: bytes, why: 'entries are idle for no time or for ages' },
  xautoclaim: { like: bytes, why: 'as XCLAIM' },
  xpending: { like: pending, why: 'only ages are of the time' },
  'xinfo|consumers': { like: consumers, why: 'only ages are of the time' },
  'xinfo|stream': { like: moments, why: 'FULL tells when entries were delivered' },
  ttl: { like: momentsAndSpans, why: 'time passes' },
  pttl: { like: momentsAndSpans, why: 'time passes' },
  expiretime: { like: moments, why: 'the time to live was counted from two clocks' },
  pexpiretime: { like: moments, why: 'the time to live was counted from two clocks' },
  'object|encoding': { like: bytes, why: 'a promise of 7.2 that others rely on' },
  scan: { like: scan, why: 'all is told when the cursor is 0' },
  hscan: { like: scan, why: 'all is told when the cursor is 0' },
  sscan: { like: scan, why: 'all is told when the cursor is 0' },
  zscan: { like: scan, why: 'all is told when the cursor is 0' },
  sort: { like: anyOrder, why: 'what weighs the same BY a pattern stands in any order' },
  sort_ro: { like: anyOrder, why: 'what weighs the same BY a pattern stands in any order' },
};

export function likenessOf(command: Command | undefined, argv: readonly ByteString[]): Likeness {
  const name = command?.fullName ?? '';
  const by = argv.some((word) => word.toUpperCase() === 'BY');
  if (name.startsWith('sort') && !by) return bytes;
  const named = NAMED[name];
  if (named?.like === scan && cursorOf(argv) !== 0) return elsewhere;
  if (named !== undefined) return named.like;
  const tips = command?.facts.tips ?? [];
  if (tips.includes('nondeterministic_output')) return shape;
  return tips.includes('nondeterministic_output_order') ? anyOrder : bytes;
}

function childrenOf(reply: Reply): readonly Reply[] | undefined {
  if ('items' in reply) return reply.items;
  return 'entries' in reply ? reply.entries.flat() : undefined;
}

function alikeInside(
  ours: Reply,
  theirs: Reply,
  protocol: Protocol,
  like: Likeness,
): boolean | undefined {
  const mine = childrenOf(ours);
  const others = childrenOf(theirs);
  if (mine === undefined || others === undefined) return undefined;
  return (
    mine.length === others.length &&
    mine.every((child, i) => {
      const other = others[i];
      return other !== undefined && like(child, other, protocol);
    })
  );
}
