/** XAUTOCLAIM: taking over what has been pending for long, wherever it is. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { INT64_MAX } from '../../numbers.ts';
import { array } from '../../replies.ts';
import { type Consumer, countDelivery } from '../../values/stream-group.ts';
import { NO_ID, type StreamId } from '../../values/stream-id.ts';
import type { StreamEntry } from '../../values/stream-node.ts';
import { isIdle, minIdleMsOf } from './claim.ts';
import { entryReply, idReply } from './entry-reply.ts';
import { groupOf, type StreamAndGroup, seeConsumer } from './groups.ts';
import { rangeStartOf } from './ids.ts';

const COUNT_USUAL = 100n;
// 7.2 keeps the ids that it finds deleted in an array whose size must fit.
const COUNT_MAX = INT64_MAX / 16n;
/** How many pending entries are looked at for each that may be claimed. */
const LOOKS_PER_CLAIM = 10n;

interface AutoClaim {
  readonly key: ByteString;
  readonly group: ByteString;
  readonly consumer: ByteString;
  readonly minIdleMs: bigint;
  readonly start: StreamId;
  readonly count: bigint;
  readonly justIds: boolean;
}

function parse(argv: readonly ByteString[]): AutoClaim {
  const minIdleMs = minIdleMsOf(at(argv, 4), 'XAUTOCLAIM');
  const start = rangeStartOf(at(argv, 5));
  const tail = new Tail(argv, 6);
  let count = COUNT_USUAL;
  let justIds = false;
  while (tail.more) {
    const option = tail.word();
    if (option === 'COUNT' && tail.more) count = countOf(tail.value());
    else if (option === 'JUSTID') justIds = true;
    else refuse(SYNTAX_ERROR);
  }
  const [, key = '', group = '', consumer = ''] = argv;
  return { key, group, consumer, minIdleMs, start, count, justIds };
}

function countOf(text: ByteString): bigint {
  const why = 'ERR COUNT must be > 0';
  const count = int64Of(text, why);
  return count < 1n || count > COUNT_MAX ? refuse(why) : count;
}

function autoClaim(connection: Connection, options: AutoClaim): Reply {
  const { key, justIds } = options;
  const found = groupOf(connection, options);
  const consumer = seeConsumer(connection, key, { group: found.group, name: options.consumer });
  const { claimed, deleted, next } = takeOver(found, consumer, {
    ...options,
    nowMs: connection.core.nowMs,
  });
  connection.core.keyspace.dirty += claimed.length + deleted.length;
  return array([
    idReply(next),
    array(claimed.map((entry) => (justIds ? idReply(entry.id) : entryReply(entry)))),
    array(deleted.map(idReply)),
  ]);
}

/** Looks through what is pending, as far as the counts allow; says what was found and what is next. */
function takeOver(
  { stream, group }: StreamAndGroup,
  consumer: Consumer,
  { start, count, minIdleMs, justIds, nowMs }: AutoClaim & { nowMs: number },
): { claimed: StreamEntry[]; deleted: StreamId[]; next: StreamId } {
  const claimed: StreamEntry[] = [];
  const deleted: StreamId[] = [];
  let looks = count * LOOKS_PER_CLAIM;
  let pending = group.pending.ceiling(start);
  for (; pending !== undefined && looks > 0n; looks -= 1n) {
    if (BigInt(claimed.length + deleted.length) === count) break;
    const { id } = pending;
    const entry = stream.get(id);
    if (entry === undefined) {
      group.acknowledge(id);
      deleted.push(id);
    } else if (isIdle(pending, minIdleMs, nowMs)) {
      group.hand(pending, consumer);
      pending.deliveredAtMs = nowMs;
      // Taking only the id does not count as a delivery.
      if (!justIds) countDelivery(pending);
      consumer.activeAtMs = nowMs;
      claimed.push(entry);
    }
    pending = group.pending.ceiling(id + 1n);
  }
  return { claimed, deleted, next: pending?.id ?? NO_ID };
}

export const autoClaimCommands: Family = {
  xautoclaim: command({
    arity: -6,
    flags: ['write', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW delete'),
    tips: ['nondeterministic_output'],
    since: '6.2.0',
    group: 'stream',
    complexity: 'O(1)',
    usage: 'key group consumer min-idle-time start [COUNT count:integer] [JUSTID]',
    summary: 'Makes entries that have been pending for long pending for another consumer.',
    parse,
    run: autoClaim,
  }),
};
