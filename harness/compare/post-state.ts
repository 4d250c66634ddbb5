/** Whether two targets were left in the same condition by the same case. Pure. */

import { says } from '../suite/notation.ts';
import { type KeyQuestions, type PostStateQuestions, repliesFor } from '../suite/post-state.ts';
import { downgrade } from '../wire/encode.ts';
import type { PostState } from '../wire/observation.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { difference } from './difference.ts';

export interface StateDifference {
  readonly key: ByteString;
  /** What is there, in one line. */
  readonly wanted: string;
  readonly found: string;
}

/** One key, as it was found. */
interface KeyState {
  readonly key: ByteString;
  readonly type: ByteString;
  /** Not a number where the server would not say. */
  readonly ttlMs: number;
  /** Absent where the case had no reason to expect this type, so that nobody asked. */
  readonly value?: Reply;
  readonly takenAtMs: number;
}

/**
 * The first key that the two have otherwise. `open` says that the case's replies are not the same
 * from run to run (a random member, an id from the clock): its values are not either, so only types
 * and times to live are compared.
 */
export function stateDifference(
  questions: PostStateQuestions,
  wanted: PostState,
  found: PostState,
  open: boolean,
): StateDifference | undefined {
  const [theirs, ours] = [keyStates(questions, wanted), keyStates(questions, found)];
  for (const [i, their] of theirs.entries()) {
    const our = ours[i] as KeyState;
    if (alike(their, our, open)) continue;
    return { key: their.key, wanted: describe(their), found: describe(our) };
  }
  return undefined;
}

function keyStates({ keys }: PostStateQuestions, { replies, takenAtMs }: PostState): KeyState[] {
  let at = 0;
  return keys.map((questions) => {
    const own = replies.slice(at, at + repliesFor(questions));
    at += own.length;
    return { ...keyState(questions, own), takenAtMs };
  });
}

function keyState(
  { key, types }: KeyQuestions,
  [type, ttl, ...values]: readonly Reply[],
): Omit<KeyState, 'takenAtMs'> {
  const name = type !== undefined && 'text' in type ? type.text : '';
  const value = values[types.indexOf(name)];
  return {
    key,
    type: name,
    ttlMs: ttl?.type === 'integer' ? Number(ttl.value) : Number.NaN,
    ...(value === undefined ? {} : { value: inOrder(name, downgrade(value)) }),
  };
}

const GONE = 'none';
const NO_EXPIRY = -1;
// Longer than a busy machine keeps a case, shorter than any expiry that a case sets to last.
const TOLERANCE_MS = 5_000;

function alike(a: KeyState, b: KeyState, open: boolean): boolean {
  if (a.type !== b.type) return wouldBeGone(a, b) || wouldBeGone(b, a);
  if (a.type === GONE) return true;
  if (!sameExpiry(a, b)) return false;
  if (open || a.value === undefined || b.value === undefined) return true;
  // How a double is spelled is a matter of replies, and told there.
  const rung = difference(a.value, b.value)?.rung;
  return rung === undefined || rung === 'number-format';
}

/** Whether the one is gone and the other about to go, so that only a moment lies between them. */
function wouldBeGone(gone: KeyState, there: KeyState): boolean {
  return gone.type === GONE && there.ttlMs >= 0 && there.ttlMs < TOLERANCE_MS;
}

/** The same time from now, or the same moment, as the case may have set it either way. */
function sameExpiry(a: KeyState, b: KeyState): boolean {
  if (Object.is(a.ttlMs, b.ttlMs)) return true;
  if (a.ttlMs === NO_EXPIRY || b.ttlMs === NO_EXPIRY) return false;
  const byTime = Math.abs(a.ttlMs - b.ttlMs);
  const byMoment = Math.abs(a.ttlMs + a.takenAtMs - (b.ttlMs + b.takenAtMs));
  return Math.min(byTime, byMoment) <= TOLERANCE_MS;
}

/** The RESP2 value with its elements in an order of ours, where the type has none. */
function inOrder(type: ByteString, value: Reply): Reply {
  if (type === 'zset' && 'items' in value) {
    // RESP3 has pairs where RESP2 has members and scores by turns.
    const items = value.items.flatMap((item) => ('items' in item ? item.items : [item]));
    return { type: 'array', items };
  }
  if (type === 'stream') return withoutClock(value);
  if (type === 'set' && 'items' in value) return { type: 'set', items: sorted(value.items) };
  if (type === 'hash' && 'items' in value) {
    // A server that lies may leave the last field without a value.
    const fields = value.items.flatMap((_, i, all) => (i % 2 === 0 ? [all.slice(i, i + 2)] : []));
    return { type: 'array', items: sortedBy(fields, ([field]) => textOf(field)).flat() };
  }
  return value;
}

function sorted(items: readonly Reply[]): Reply[] {
  return sortedBy(items, textOf);
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items
    .map((item) => [key(item), item] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, item]) => item);
}

function textOf(reply: Reply | undefined): string {
  return reply !== undefined && 'text' in reply ? reply.text : '';
}

/** Entries whose ids a server took from its clock get one that all share. */
function withoutClock(value: Reply): Reply {
  if (!('items' in value)) return value;
  return {
    type: 'array',
    items: value.items.map((entry) => {
      if (!('items' in entry)) return entry;
      const [id, ...rest] = entry.items;
      const fromClock = id?.type === 'bulk' && /^\d{13}-\d+$/.test(id.text);
      return fromClock ? { ...entry, items: [{ type: 'bulk', text: '(clock)' }, ...rest] } : entry;
    }),
  };
}

// Enough to see what is other; the whole can be had by running the case.
const SAID_MAX = 400;

function describe({ key, type, ttlMs, value }: KeyState): string {
  const name = says({ type: 'bulk', text: key });
  if (type === GONE) return `${name} does not exist`;
  const text = value === undefined ? '' : `: ${says(value)}`;
  const cut = text.length > SAID_MAX ? `${text.slice(0, SAID_MAX)}…` : text;
  // Rounded, so that equal runs say the same.
  const expiry = ttlMs === NO_EXPIRY ? '' : `, ${expires(ttlMs)}`;
  return `${name} is a ${type}${expiry}${cut}`;
}

function expires(ttlMs: number): string {
  if (Number.isNaN(ttlMs)) return 'does not say when it expires';
  const seconds = ttlMs / 1000;
  return `expires in about ${seconds < 10 ? Math.ceil(seconds) : Number(seconds.toPrecision(1))} s`;
}
