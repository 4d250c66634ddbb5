/** MessagePack to Lua values. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { LuaError } from '../../lua/error.ts';
import { LuaTable } from '../../lua/table.ts';
import type { LuaValue } from '../../lua/value.ts';

/** The bytes cannot be read; `message` says why. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}

// Nothing that a script packs is deeper; bytes from elsewhere must not exhaust the stack.
const NESTING_MAX = 2600;

/** Reads values one by one from a place on. */
export class Unpacker {
  readonly #bytes: Buffer;
  #at = 0;
  #depth = 0;

  constructor(bytes: ByteString, start: number) {
    this.#bytes = Buffer.from(bytes.slice(start), 'latin1');
  }

  /** How many bytes have not been read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  value(): LuaValue {
    const kind = this.#unsigned(1);
    if (kind <= 0x7f) return kind;
    if (kind <= 0x8f) return this.#map(kind & 0x0f);
    if (kind <= 0x9f) return this.#array(kind & 0x0f);
    if (kind <= 0xbf) return this.#text(kind & 0x1f);
    if (kind >= 0xe0) return kind - 256;
    return this.#marked(kind);
  }

  #marked(kind: number): LuaValue {
    switch (kind) {
      case 0xc0:
        return undefined;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.#take(4, (at) => this.#bytes.readFloatBE(at));
      case 0xcb:
        return this.#take(8, (at) => this.#bytes.readDoubleBE(at));
      case 0xcc:
        return this.#unsigned(1);
      case 0xcd:
        return this.#unsigned(2);
      case 0xce:
        return this.#unsigned(4);
      // Both 64-bit forms are read as signed, as live servers do.
      case 0xcf:
      case 0xd3:
        return this.#take(8, (at) => Number(this.#bytes.readBigInt64BE(at)));
      case 0xd0:
        return this.#signed(1);
      case 0xd1:
        return this.#signed(2);
      case 0xd2:
        return this.#signed(4);
      default:
        return this.#sized(kind);
    }
  }

  #sized(kind: number): LuaValue {
    switch (kind) {
      case 0xd9:
        return this.#text(this.#unsigned(1));
      case 0xda:
        return this.#text(this.#unsigned(2));
      case 0xdb:
        return this.#text(this.#unsigned(4));
      case 0xdc:
        return this.#array(this.#unsigned(2));
      case 0xdd:
        return this.#array(this.#unsigned(4));
      case 0xde:
        return this.#map(this.#unsigned(2));
      case 0xdf:
        return this.#map(this.#unsigned(4));
      default:
        throw new UnpackError('Bad data format in input.');
    }
  }

  #take<T>(size: number, read: (at: number) => T): T {
    if (this.left < size) throw new UnpackError('Missing bytes in input.');
    const at = this.#at;
    this.#at += size;
    return read(at);
  }

  #unsigned(size: 1 | 2 | 4): number {
    return this.#take(size, (at) => this.#bytes.readUIntBE(at, size));
  }

  #signed(size: 1 | 2 | 4): number {
    return this.#take(size, (at) => this.#bytes.readIntBE(at, size));
  }

  #text(length: number): ByteString {
    return this.#take(length, (at) => this.#bytes.toString('latin1', at, at + length));
  }

  #array(count: number): LuaTable {
    const table = new LuaTable();
    this.#nest();
    for (let index = 1; index <= count; index++) table.set(index, this.value());
    this.#depth -= 1;
    return table;
  }

  #map(count: number): LuaTable {
    const table = new LuaTable();
    this.#nest();
    for (let index = 0; index < count; index++) {
      const key = this.value();
      const value = this.value();
      // These two come from Lua itself, so they carry no place.
      if (key === undefined) throw new LuaError('table index is nil');
      if (Number.isNaN(key)) throw new LuaError('table index is NaN');
      table.set(key, value);
    }
    this.#depth -= 1;
    return table;
  }

  #nest(): void {
    this.#depth += 1;
    if (this.#depth > NESTING_MAX) throw new UnpackError('Bad data format in input.');
  }
}
