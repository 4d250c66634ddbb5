/**
 * A set value. The three encodings of 7.2 differ here only in the order of the members: an `intset`
 * is sorted, a `listpack` keeps the order of arrival, a `hashtable` promises none.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { isCanonicalInteger } from '../numbers.ts';
import { ScanTable, type Slot } from '../scan-table.ts';

/** The settings that decide the encoding; read when the set is written, as 7.2 does. */
export interface SetLimits {
  readonly 'set-max-intset-entries': number;
  readonly 'set-max-listpack-entries': number;
  readonly 'set-max-listpack-value': number;
}

export type SetEncoding = 'intset' | 'listpack' | 'hashtable';

// The longest text of a 64-bit integer; 7.2 asks this of an intset that must become a listpack.
const INTEGER_LENGTH_MAX = 20;

export class SetValue {
  readonly type = 'set';
  readonly #limits: SetLimits;
  readonly #members = new ScanTable<Slot>();
  #encoding: SetEncoding = 'intset';
  #sorted: ByteString[] | undefined;

  constructor(limits: SetLimits) {
    this.#limits = limits;
  }

  /** A set of the members, encoded as the STORE commands of 7.2 would. */
  static of(members: Iterable<ByteString>, limits: SetLimits): SetValue {
    const set = new SetValue(limits);
    for (const member of members) set.add(member);
    return set;
  }

  /** An empty set for a command that will add `count` members, of which it knows the first. */
  static for(first: ByteString, count: number, limits: SetLimits): SetValue {
    const set = new SetValue(limits);
    if (isCanonicalInteger(first) && count <= limits['set-max-intset-entries']) return set;
    set.#encoding = count <= limits['set-max-listpack-entries'] ? 'listpack' : 'hashtable';
    return set;
  }

  get size(): number {
    return this.#members.size;
  }

  get encoding(): SetEncoding {
    return this.#encoding;
  }

  copy(): SetValue {
    const set = new SetValue(this.#limits);
    for (const { key } of this.#members.values()) set.#members.add({ key, slot: 0 });
    set.#encoding = this.#encoding;
    return set;
  }

  has(member: ByteString): boolean {
    return this.#members.has(member);
  }

  /** Tells that a command will add so many members; 7.2 decides by that before it sees doubles. */
  expect(count: number): void {
    const most = {
      intset: this.#limits['set-max-intset-entries'],
      listpack: this.#limits['set-max-listpack-entries'],
      hashtable: Infinity,
    };
    if (count > most[this.#encoding]) this.#encoding = 'hashtable';
  }

  /** Adds a member; says whether it is new. */
  add(member: ByteString): boolean {
    if (this.#members.has(member)) return false;
    if (this.#encoding !== 'hashtable') this.#outgrow(member);
    this.#members.add({ key: member, slot: 0 });
    this.#sorted = undefined;
    return true;
  }

  /** Chooses the encoding that can take one member more. */
  #outgrow(member: ByteString): void {
    if (this.#encoding === 'intset' && isCanonicalInteger(member)) {
      if (this.size >= this.#limits['set-max-intset-entries']) this.#encoding = 'hashtable';
      return;
    }
    const longest = this.#limits['set-max-listpack-value'];
    const fits =
      this.size < this.#limits['set-max-listpack-entries'] &&
      member.length <= longest &&
      (this.#encoding === 'listpack' || this.#longestInteger() <= longest);
    if (fits && this.#encoding === 'intset') this.#sortForGood();
    this.#encoding = fits ? 'listpack' : 'hashtable';
  }

  #longestInteger(): number {
    if (this.#limits['set-max-listpack-value'] >= INTEGER_LENGTH_MAX) return 0;
    return Math.max(0, ...this.members().map((member) => member.length));
  }

  /** A listpack made from an intset starts in sorted order. */
  #sortForGood(): void {
    const sorted = this.members();
    this.#members.clear();
    for (const key of sorted) this.#members.add({ key, slot: 0 });
  }

  delete(member: ByteString): boolean {
    this.#sorted = undefined;
    return this.#members.delete(member) !== undefined;
  }

  /** Becomes the set of some of its members, small again if they are few. */
  keepOnly(members: readonly ByteString[]): void {
    this.#members.clear();
    this.#sorted = undefined;
    if (this.#encoding === 'hashtable') this.#encoding = 'listpack';
    for (const member of members) this.add(member);
  }

  members(): readonly ByteString[] {
    if (this.#encoding !== 'intset') return [...this.#members.keys()];
    this.#sorted ??= [...this.#members.keys()].sort(compareIntegers);
    return this.#sorted;
  }

  /** The member at a position below `size`: with a random position, a fair sample. */
  at(position: number): ByteString | undefined {
    return this.#members.at(position)?.key;
  }

  /** A step of SSCAN; the small encodings come whole, as in 7.2. */
  scan(cursor: number, count: number): { cursor: number; members: readonly ByteString[] } {
    if (this.#encoding !== 'hashtable') return { cursor: 0, members: this.members() };
    const step = this.#members.scan(cursor, count);
    return { cursor: step.cursor, members: step.entries.map(({ key }) => key) };
  }
}

/** Orders canonical integers by value without reading them: sign, then length, then digits. */
function compareIntegers(a: ByteString, b: ByteString): number {
  const negative = a.startsWith('-');
  if (negative !== b.startsWith('-')) return negative ? -1 : 1;
  const order = a.length - b.length || (a < b ? -1 : 1);
  return negative ? -order : order;
}
