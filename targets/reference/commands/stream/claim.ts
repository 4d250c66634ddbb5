/** XCLAIM: taking over what is pending for other consumers, by id. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array } from '../../replies.ts';
import { type Consumer, countDelivery, type Pending } from '../../values/stream-group.ts';
import { parseId, type StreamId } from '../../values/stream-id.ts';
import { entryReply, idReply } from './entry-reply.ts';
import { groupOf, type StreamAndGroup, seeConsumer } from './groups.ts';
import { idOf } from './ids.ts';

interface Claim {
  readonly minIdleMs: bigint;
  readonly ids: readonly StreamId[];
  /** How long ago or at what time the entry was delivered, by which option came last. */
  readonly delivered?: { readonly option: 'IDLE' | 'TIME'; readonly ms: bigint };
  readonly deliveries?: bigint;
  readonly lastId?: StreamId;
  readonly force?: true;
  readonly justIds?: true;
}

function parse(argv: readonly ByteString[]): Claim {
  const minIdleMs = minIdleMsOf(at(argv, 4), 'XCLAIM');
  const afterIds = argv.findIndex((text, n) => n > 4 && parseId(text) === undefined);
  const end = afterIds < 0 ? argv.length : afterIds;
  const tail = new Tail(argv, end);
  let options: Claim = { minIdleMs, ids: argv.slice(5, end).map(idOf) };
  while (tail.more) options = { ...options, ...parseOption(tail) };
  return options;
}

function parseOption(tail: Tail): Partial<Claim> {
  const text = tail.value();
  const option = text.toUpperCase();
  if (option === 'FORCE') return { force: true };
  if (option === 'JUSTID') return { justIds: true };
  if (tail.more) {
    if (option === 'IDLE' || option === 'TIME') {
      return { delivered: { option, ms: optionOf(option, tail) } };
    }
    if (option === 'RETRYCOUNT') return { deliveries: optionOf(option, tail) };
    if (option === 'LASTID') return { lastId: idOf(tail.value()) };
  }
  return refuse(`ERR Unrecognized XCLAIM option '${text}'`);
}

function optionOf(option: string, tail: Tail): bigint {
  return int64Of(tail.value(), `ERR Invalid ${option} option argument for XCLAIM`);
}

/** How long an entry must have been left alone; a negative time is none. */
export function minIdleMsOf(text: ByteString, name: string): bigint {
  const ms = int64Of(text, `ERR Invalid min-idle-time argument for ${name}`);
  return ms < 0n ? 0n : ms;
}

function claim(connection: Connection, argv: readonly ByteString[]): Reply {
  const key = at(argv, 1);
  const found = groupOf(connection, { key, group: at(argv, 2) });
  // The arguments are read only now: 7.2 looks for the group before it looks at them.
  const options = parse(argv);
  const { stream, group } = found;
  const { lastId = group.lastId } = options;
  const movesOn = lastId > group.lastId;
  if (movesOn) group.lastId = lastId;
  const consumer = seeConsumer(connection, key, { group, name: at(argv, 3) });
  const { keyspace } = connection.core;
  const dirtyBefore = keyspace.dirty;
  const claimed = options.ids.filter((id) =>
    claimOne(connection, found, { id, consumer, options }),
  );
  // The new last id travels with what was claimed, and is a change of its own only without.
  if (movesOn && keyspace.dirty === dirtyBefore) keyspace.dirty += 1;
  if (options.justIds) return array(claimed.map(idReply));
  return array(claimed.flatMap((id) => stream.get(id) ?? []).map(entryReply));
}

/** Says whether the consumer has the entry now. */
function claimOne(
  { core }: Connection,
  { stream, group }: StreamAndGroup,
  { id, consumer, options }: { id: StreamId; consumer: Consumer; options: Claim },
): boolean {
  const known = group.pending.get(id);
  if (!stream.has(id)) {
    // What was deleted from the stream is of no use to anybody.
    if (group.acknowledge(id)) core.keyspace.dirty += 1;
    return false;
  }
  if (known === undefined && !options.force) return false;
  if (known !== undefined && !isIdle(known, options.minIdleMs, core.nowMs)) return false;
  const pending = known ?? group.assign(id, consumer, core.nowMs);
  group.hand(pending, consumer);
  pending.deliveredAtMs = deliveredAt(options, core.nowMs);
  noteDelivery(pending, options);
  consumer.activeAtMs = core.nowMs;
  core.keyspace.dirty += 1;
  return true;
}

export function isIdle({ deliveredAtMs }: Pending, minIdleMs: bigint, nowMs: number): boolean {
  return minIdleMs === 0n || BigInt(nowMs - deliveredAtMs) >= minIdleMs;
}

/** A time that is not given, negative or in the future is now. */
function deliveredAt({ delivered }: Claim, nowMs: number): number {
  if (delivered === undefined) return nowMs;
  const now = BigInt(nowMs);
  const given = delivered.option === 'TIME' ? delivered.ms : now - delivered.ms;
  return given < 0n || given > now ? nowMs : Number(given);
}

/** Taking only the id does not count as a delivery. */
function noteDelivery(pending: Pending, { deliveries, justIds }: Claim): void {
  if (deliveries !== undefined && deliveries >= 0n) pending.deliveries = deliveries;
  else if (!justIds) countDelivery(pending);
}

export const claimCommands: Family = {
  xclaim: command({
    arity: -6,
    flags: ['write', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW update'),
    tips: ['nondeterministic_output'],
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(log N)',
    usage:
      'key group consumer min-idle-time id... [IDLE ms:integer] [TIME unix-time-milliseconds:unix-time] [RETRYCOUNT count:integer] [FORCE] [JUSTID] [LASTID lastid]',
    summary: 'Makes entries that are pending in a group pending for another consumer.',
    parse: (argv) => argv,
    run: claim,
  }),
};
