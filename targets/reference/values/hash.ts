/**
 * A hash value. Fields keep the order in which they came, as they do in a listpack; in 7.2's
 * hashtable their order is arbitrary, so this one serves there too.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { ScanTable, type Slot } from '../scan-table.ts';

/** The settings that decide the encoding; read when the hash is written, as 7.2 does. */
export interface HashLimits {
  readonly 'hash-max-listpack-entries': number;
  readonly 'hash-max-listpack-value': number;
}

export interface Field extends Slot {
  value: ByteString;
}

export class HashValue {
  readonly type = 'hash';
  readonly #limits: HashLimits;
  readonly #fields = new ScanTable<Field>();
  #encoding: 'listpack' | 'hashtable' = 'listpack';

  constructor(limits: HashLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#fields.size;
  }

  get encoding(): 'listpack' | 'hashtable' {
    return this.#encoding;
  }

  copy(): HashValue {
    const hash = new HashValue(this.#limits);
    for (const { key, value } of this.#fields.values()) hash.#fields.add({ key, slot: 0, value });
    hash.#encoding = this.#encoding;
    return hash;
  }

  get(field: ByteString): ByteString | undefined {
    return this.#fields.get(field)?.value;
  }

  has(field: ByteString): boolean {
    return this.#fields.has(field);
  }

  /** Sets a field; says whether it is new. */
  set(field: ByteString, value: ByteString): boolean {
    const existing = this.#fields.get(field);
    if (existing === undefined) this.#fields.add({ key: field, slot: 0, value });
    else existing.value = value;
    if (this.#encoding === 'listpack') this.#outgrow(field, value);
    return existing === undefined;
  }

  #outgrow(field: ByteString, value: ByteString): void {
    const longest = this.#limits['hash-max-listpack-value'];
    const tooLong = field.length > longest || value.length > longest;
    if (tooLong || this.size > this.#limits['hash-max-listpack-entries']) {
      this.#encoding = 'hashtable';
    }
  }

  /** Tells that a command will set so many fields; 7.2 decides by that before it sees doubles. */
  expect(fieldCount: number): void {
    if (fieldCount > this.#limits['hash-max-listpack-entries']) this.#encoding = 'hashtable';
  }

  delete(field: ByteString): boolean {
    return this.#fields.delete(field) !== undefined;
  }

  entries(): IterableIterator<Field> {
    return this.#fields.values();
  }

  /** The field at a position below `size`: with a random position, a fair sample. */
  at(position: number): Field | undefined {
    return this.#fields.at(position);
  }

  /** A step of HSCAN; a listpack comes whole, as in 7.2. */
  scan(cursor: number, count: number): { cursor: number; entries: Field[] } {
    return this.#encoding === 'listpack'
      ? { cursor: 0, entries: [...this.#fields.values()] }
      : this.#fields.scan(cursor, count);
  }
}
