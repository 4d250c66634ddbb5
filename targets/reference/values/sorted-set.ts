/** A sorted set value: a table by member and an order by score that share their entries. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { ScanTable, type Slot } from '../scan-table.ts';
import { ScoreChunks } from './score-chunks.ts';
import { type RankSpan, type Selection, walk } from './selection.ts';

/** The settings that decide the encoding; read when the set is written, as 7.2 does. */
export interface SortedSetLimits {
  readonly 'zset-max-listpack-entries': number;
  readonly 'zset-max-listpack-value': number;
}

export interface ScoredMember extends Slot {
  score: number;
}

export class SortedSetValue {
  readonly type = 'zset';
  readonly #limits: SortedSetLimits;
  readonly #byMember = new ScanTable<ScoredMember>();
  readonly #byScore = new ScoreChunks<ScoredMember>();
  #encoding: 'listpack' | 'skiplist' = 'listpack';

  constructor(limits: SortedSetLimits) {
    this.#limits = limits;
  }

  /** A sorted set of the pairs, encoded as the STORE commands of 7.2 would. */
  static of(
    pairs: Iterable<readonly [member: ByteString, score: number]>,
    limits: SortedSetLimits,
  ): SortedSetValue {
    const sortedSet = new SortedSetValue(limits);
    const all = [...pairs];
    sortedSet.expect(all.length);
    for (const [member] of all) sortedSet.#outgrow(member, 0);
    for (const [member, score] of all) sortedSet.set(member, score);
    return sortedSet;
  }

  get size(): number {
    return this.#byMember.size;
  }

  get encoding(): 'listpack' | 'skiplist' {
    return this.#encoding;
  }

  copy(): SortedSetValue {
    const sortedSet = new SortedSetValue(this.#limits);
    sortedSet.#encoding = this.#encoding;
    for (const { key, score } of this.#byScore) sortedSet.set(key, score);
    return sortedSet;
  }

  score(member: ByteString): number | undefined {
    return this.#byMember.get(member)?.score;
  }

  /** Tells that a command will add so many members; 7.2 decides by that before it sees doubles. */
  expect(count: number): void {
    if (count > this.#limits['zset-max-listpack-entries']) this.#encoding = 'skiplist';
  }

  /** Gives a member a score; says what that changed. */
  set(member: ByteString, score: number): 'added' | 'updated' | 'same' {
    const existing = this.#byMember.get(member);
    if (existing?.score === score) return 'same';
    if (existing !== undefined) {
      this.#byScore.delete(existing);
      existing.score = this.#kept(score);
      this.#byScore.add(existing);
      return 'updated';
    }
    this.#outgrow(member, this.size + 1);
    const entry = { key: member, slot: 0, score: this.#kept(score) };
    this.#byMember.add(entry);
    this.#byScore.add(entry);
    return 'added';
  }

  /** A listpack stores integers as integers, so a zero loses its sign there. */
  #kept(score: number): number {
    return score === 0 && this.#encoding === 'listpack' ? 0 : score;
  }

  #outgrow(member: ByteString, size: number): void {
    const tooLong = member.length > this.#limits['zset-max-listpack-value'];
    if (tooLong || size > this.#limits['zset-max-listpack-entries']) this.#encoding = 'skiplist';
  }

  delete(member: ByteString): boolean {
    const entry = this.#byMember.delete(member);
    if (entry === undefined) return false;
    this.#byScore.delete(entry);
    return true;
  }

  /** How many members come before this one; `undefined` when it is not there. */
  rank(member: ByteString): number | undefined {
    const entry = this.#byMember.get(member);
    return entry === undefined ? undefined : this.#byScore.rank(entry);
  }

  /** Which ranks a selection by score or by bytes takes, looked for from the lowest or from the top. */
  span(selection: Selection, fromTop = false): RankSpan {
    if (selection.byMember && this.#encoding === 'listpack') {
      return walk([...this.#byScore], selection, fromTop);
    }
    const start = this.#byScore.countUntil((entry) => !selection.isBelow(entry));
    const end = this.#byScore.countUntil((entry) => selection.isAbove(entry));
    return { start, end: Math.max(start, end) };
  }

  /** The entries of a span of ranks, lowest first. */
  slice({ start, end }: RankSpan): ScoredMember[] {
    return this.#byScore.slice(start, end);
  }

  /** Removes and returns the entries of a span of ranks, lowest first. */
  deleteSpan({ start, end }: RankSpan): ScoredMember[] {
    const removed = this.#byScore.deleteRange(start, end);
    for (const { key } of removed) this.#byMember.delete(key);
    return removed;
  }

  /** All entries, lowest first. */
  entries(): Iterable<ScoredMember> {
    return this.#byScore;
  }

  members(): ByteString[] {
    return Array.from(this.#byScore, ({ key }) => key);
  }

  /** The entry at a position below `size`: with a random position, a fair sample. */
  at(position: number): ScoredMember | undefined {
    return this.#byMember.at(position);
  }

  /** A step of ZSCAN; a listpack comes whole and in order, as in 7.2. */
  scan(cursor: number, count: number): { cursor: number; entries: readonly ScoredMember[] } {
    return this.#encoding === 'listpack'
      ? { cursor: 0, entries: [...this.#byScore] }
      : this.#byMember.scan(cursor, count);
  }
}
