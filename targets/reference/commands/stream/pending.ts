/** XPENDING: what was delivered to the consumers of a group and not acknowledged. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array, bulk, EMPTY_ARRAY, integer, NULL, NULL_ARRAY } from '../../replies.ts';
import type { IdRange } from '../../values/stream.ts';
import { byName, type ConsumerGroup, type Pending } from '../../values/stream-group.ts';
import { isIdle } from './claim.ts';
import { firstOf, idReply } from './entry-reply.ts';
import { type GroupName, groupOf } from './groups.ts';
import { rangeEndOf, rangeStartOf } from './ids.ts';

interface Listing extends IdRange {
  readonly minIdleMs: bigint;
  readonly count: bigint;
  readonly consumer: ByteString | undefined;
}

function parse(argv: readonly ByteString[]): GroupName & { listing: Listing | undefined } {
  const [, key = '', group = ''] = argv;
  return { key, group, listing: argv.length === 3 ? undefined : parseListing(argv) };
}

// What follows the consumer is counted, but not read: 7.2 takes one word more after a listing
// without IDLE, and two more without being asked.
const LENGTH_MIN = 6;
const LENGTH_MIN_WITH_IDLE = 8;
const LENGTH_MAX = 9;

function parseListing(argv: readonly ByteString[]): Listing {
  if (argv.length < LENGTH_MIN || argv.length > LENGTH_MAX) refuse(SYNTAX_ERROR);
  const hasIdle = word(argv, 3) === 'IDLE';
  const minIdleMs = hasIdle ? int64Of(at(argv, 4)) : 0n;
  if (hasIdle && argv.length < LENGTH_MIN_WITH_IDLE) refuse(SYNTAX_ERROR);
  const first = hasIdle ? 5 : 3;
  const count = int64Of(at(argv, first + 2));
  const start = rangeStartOf(at(argv, first));
  const end = rangeEndOf(at(argv, first + 1));
  return { minIdleMs, start, end, count, consumer: argv[first + 3] };
}

function summary({ pending, consumers }: ConsumerGroup): Reply {
  if (pending.first === undefined || pending.last === undefined) {
    return array([integer(0), NULL, NULL, NULL_ARRAY]);
  }
  const busy = byName(consumers.values()).filter((consumer) => consumer.pending.size > 0);
  return array([
    integer(pending.size),
    idReply(pending.first.id),
    idReply(pending.last.id),
    array(busy.map(({ name, pending: own }) => array([bulk(name), bulk(String(own.size))]))),
  ]);
}

function* listed(
  { pending, consumers }: ConsumerGroup,
  { start, end, minIdleMs, consumer }: Listing,
  nowMs: number,
): Generator<Pending> {
  const list = consumer === undefined ? pending : consumers.get(consumer)?.pending;
  for (const one of list?.up(start) ?? []) {
    if (one.id > end) return;
    if (isIdle(one, minIdleMs, nowMs)) yield one;
  }
}

function pending(
  connection: Connection,
  { listing, ...name }: GroupName & { listing: Listing | undefined },
): Reply {
  const { group } = groupOf(connection, name);
  if (listing === undefined) return summary(group);
  const { nowMs } = connection.core;
  if (listing.count <= 0n) return EMPTY_ARRAY;
  const found = firstOf(listed(group, listing, nowMs), listing.count);
  return array(
    found.map(({ id, consumer, deliveredAtMs, deliveries }) => {
      const idleMs = Math.max(0, nowMs - deliveredAtMs);
      return array([idReply(id), bulk(consumer.name), integer(idleMs), integer(deliveries)]);
    }),
  );
}

export const pendingCommands: Family = {
  xpending: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['stream'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(N)',
    usage: 'key group [[IDLE min-idle-time:integer] start end count:integer [consumer]]',
    summary: 'Tells what is pending in a group, in all or entry by entry.',
    parse,
    run: pending,
  }),
};
