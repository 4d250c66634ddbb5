/** What a result of the peer's cases claims in RESP2: see `peer.ts`. */
import type { Reply as Claim } from '../suite/suite-file.generated.ts';
import { type ByteString, utf8Bytes } from '../wire/reply.ts';
import { text } from './claim.ts';

/** The words of a case that say how its results are compared; they count by being there. */
export interface Comparison {
  readonly sort_result?: unknown;
  readonly float_result?: unknown;
}

export type Said = { readonly claim: Claim } | { readonly why: string };

/** The claim, or why no reply can fulfil it. */
export function claimOfResult(
  test: Comparison,
  argv: readonly ByteString[],
  result: unknown,
): Said {
  try {
    return { claim: claimed(result, { test, argv, listed: false }) };
  } catch (error) {
    if (!(error instanceof Unsayable)) throw error;
    return { why: error.message };
  }
}

/** A result that no reply of RESP2 can equal. */
class Unsayable extends Error {}

interface Place {
  readonly test: Comparison;
  readonly argv: readonly ByteString[];
  /** Whether the value stands in a list, where `float_result` applies. */
  readonly listed: boolean;
}

const TOLERANCE = 0.01;

function claimed(value: unknown, place: Place): Claim {
  if (value === null) return { any: 'null' };
  if (typeof value === 'string') return textClaim(value, place);
  // To the runner true is 1, and 3.0 is 3.
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return value as number | bigint;
  if (!Array.isArray(value)) throw new Unsayable(`no reply equals ${asJson(value)}`);
  const items = value.map((item: unknown) => claimed(item, { ...place, listed: true }));
  const sorted = 'sort_result' in place.test && !value.some(Array.isArray) && items.length > 1;
  return sorted ? { unordered: items } : items;
}

function textClaim(value: string, { test, argv, listed }: Place): Claim {
  if (
    listed &&
    'float_result' in test &&
    /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value)
  ) {
    return { approx: Number(value), within: TOLERANCE };
  }
  const written = text(utf8Bytes(value));
  return mayBeStatus(value, argv) ? { 'one-of': [{ status: written }, written] } : written;
}

/** Statuses are words of the protocol, and few: where the text is none of them, it is a bulk string. */
function mayBeStatus(value: string, [name = '']: readonly ByteString[]): boolean {
  return (
    /^(?:OK|PONG|QUEUED|RESET|CONTINUE|NOKEY|(?:Background|Scheduled) .*)$/.test(value) ||
    /^type$/i.test(name)
  );
}

/** As the source has it, integers beyond 2^53 as text. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  );
}
