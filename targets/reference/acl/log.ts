/** What was refused to whom, for ACL LOG. Refusals of one kind that follow each other share an entry. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Denial } from './access.ts';

export type DenialReason = Denial['reason'] | 'auth';
export type DenialContext = 'toplevel' | 'multi' | 'lua';

export interface DenialEvent {
  readonly reason: DenialReason;
  readonly context: DenialContext;
  readonly object: ByteString;
  readonly userName: ByteString;
  readonly clientInfo: ByteString;
}

export interface LogEntry extends DenialEvent {
  readonly id: number;
  readonly count: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

// Entries share with events for this long after their last one.
const SHARING_MS = 60_000;
// How far back a sharing entry is looked for.
const LOOK_BACK_ENTRIES = 10;

export class DenialLog {
  /** Oldest first. */
  #entries: LogEntry[] = [];
  #nextId = 0;
  readonly #counts: Record<DenialReason, number> = { auth: 0, command: 0, key: 0, channel: 0 };

  /** How often what was refused since the server started: CONFIG RESETSTAT leaves this alone. */
  get counts(): Readonly<Record<DenialReason, number>> {
    return this.#counts;
  }

  add(event: DenialEvent, nowMs: number, entriesMax: number): void {
    this.#counts[event.reason] += 1;
    if (entriesMax === 0) {
      this.clear();
      return;
    }
    const shared = this.#takeShared(event, nowMs);
    this.#entries.push({
      ...event,
      id: shared?.id ?? this.#nextId++,
      count: (shared?.count ?? 0) + 1,
      createdAtMs: shared?.createdAtMs ?? nowMs,
      updatedAtMs: nowMs,
    });
    // Any other limit makes itself felt with the next new entry only.
    if (shared === undefined && this.#entries.length > entriesMax) {
      this.#entries.splice(0, this.#entries.length - entriesMax);
    }
  }

  /** Up to `count` entries, newest first. */
  newest(count: number): readonly LogEntry[] {
    return count <= 0 ? [] : this.#entries.slice(-count).reverse();
  }

  clear(): void {
    this.#entries = [];
  }

  #takeShared(event: DenialEvent, nowMs: number): LogEntry | undefined {
    const from = Math.max(0, this.#entries.length - LOOK_BACK_ENTRIES);
    const index = this.#entries.findLastIndex(
      (entry, place) =>
        place >= from && isAlike(entry, event) && nowMs - entry.updatedAtMs <= SHARING_MS,
    );
    return index < 0 ? undefined : this.#entries.splice(index, 1)[0];
  }
}

function isAlike(one: DenialEvent, other: DenialEvent): boolean {
  return (
    one.reason === other.reason &&
    one.context === other.context &&
    one.object === other.object &&
    one.userName === other.userName
  );
}
