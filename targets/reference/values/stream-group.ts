/**
 * A consumer group: how far it has read, and the entries that were delivered and not acknowledged.
 * Each pending entry is in the list of the group and in that of the consumer who has it.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { ById } from './stream-by-id.ts';
import type { StreamId } from './stream-id.ts';

export interface Pending {
  readonly id: StreamId;
  consumer: Consumer;
  deliveredAtMs: number;
  deliveries: bigint;
}

export class Consumer {
  readonly name: ByteString;
  readonly pending: ById<Pending> = new ById();
  /** When it last asked for anything. */
  seenAtMs: number;
  /** When it last was given something to keep; `undefined` if never. */
  activeAtMs: number | undefined;

  constructor(name: ByteString, nowMs: number) {
    this.name = name;
    this.seenAtMs = nowMs;
  }
}

/** Notes one more delivery. 7.2 counts in signed 64 bits, which XCLAIM can set to the very end. */
export function countDelivery(pending: Pending): void {
  pending.deliveries = BigInt.asIntN(64, pending.deliveries + 1n);
}

/** Where a group stands: all up to an id was delivered, and how many entries that were, if known. */
export interface GroupPosition {
  readonly lastId: StreamId;
  readonly entriesRead: bigint | undefined;
}

export class ConsumerGroup {
  readonly name: ByteString;
  lastId: StreamId;
  entriesRead: bigint | undefined;
  readonly pending: ById<Pending> = new ById();
  readonly consumers: Map<ByteString, Consumer> = new Map();

  constructor(name: ByteString, { lastId, entriesRead }: GroupPosition) {
    this.name = name;
    this.lastId = lastId;
    this.entriesRead = entriesRead;
  }

  /** Adds a consumer whose name is free. */
  addConsumer(name: ByteString, nowMs: number): Consumer {
    const consumer = new Consumer(name, nowMs);
    this.consumers.set(name, consumer);
    return consumer;
  }

  /** Drops a consumer with all that is pending for it; says how much that was. */
  deleteConsumer(name: ByteString): number {
    const consumer = this.consumers.get(name);
    if (consumer === undefined) return 0;
    for (const { id } of consumer.pending) this.pending.delete(id);
    this.consumers.delete(name);
    return consumer.pending.size;
  }

  /** Makes an entry pending for a consumer, whoever had it before. */
  assign(id: StreamId, consumer: Consumer, nowMs: number): Pending {
    const known = this.pending.get(id);
    if (known !== undefined) {
      this.hand(known, consumer);
      known.deliveredAtMs = nowMs;
      known.deliveries = 1n;
      return known;
    }
    const pending: Pending = { id, consumer, deliveredAtMs: nowMs, deliveries: 1n };
    this.pending.add(pending);
    consumer.pending.add(pending);
    return pending;
  }

  /** Gives a pending entry to another consumer. */
  hand(pending: Pending, consumer: Consumer): void {
    if (pending.consumer === consumer) return;
    pending.consumer.pending.delete(pending.id);
    pending.consumer = consumer;
    consumer.pending.add(pending);
  }

  /** Takes an entry from the lists; says whether it was pending. */
  acknowledge(id: StreamId): boolean {
    const pending = this.pending.delete(id);
    pending?.consumer.pending.delete(id);
    return pending !== undefined;
  }

  copy(): ConsumerGroup {
    const copy = new ConsumerGroup(this.name, this);
    for (const { name, seenAtMs, activeAtMs } of this.consumers.values()) {
      copy.addConsumer(name, seenAtMs).activeAtMs = activeAtMs;
    }
    for (const { id, consumer, deliveredAtMs, deliveries } of this.pending) {
      const owner = copy.consumers.get(consumer.name);
      if (owner === undefined) throw new Error('a pending entry has a consumer');
      copy.assign(id, owner, deliveredAtMs).deliveries = deliveries;
    }
    return copy;
  }
}

/** Groups or consumers in the order of their names, in which 7.2 lists them. */
export function byName<T extends { readonly name: ByteString }>(items: Iterable<T>): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
