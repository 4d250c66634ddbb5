/** JSON text to Lua values. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { LuaTable } from '../../lua/table.ts';
import type { LuaUserdata } from '../../lua/userdata.ts';
import type { LuaValue } from '../../lua/value.ts';
import { type CjsonSettings, DEPTH_MAX } from './settings.ts';
import { type Token, Tokens } from './tokens.ts';

/** What decoding needs to know and whom to tell that the text is no JSON. */
export interface Decoding {
  readonly settings: CjsonSettings;
  /** Stands for null. */
  readonly nothing: LuaUserdata;
  fail(message: ByteString): never;
}

export function decodeJson(text: ByteString, decoding: Decoding): LuaValue {
  if (text.length >= 2 && (text[0] === '\0' || text[1] === '\0')) {
    decoding.fail('JSON parser does not support UTF-16 or UTF-32');
  }
  return new Decoder(text, decoding).document();
}

class Decoder {
  readonly #decoding: Decoding;
  readonly #tokens: Tokens;
  #depth = 0;

  constructor(text: ByteString, decoding: Decoding) {
    this.#decoding = decoding;
    this.#tokens = new Tokens(text, decoding.settings.decodeInvalid);
  }

  document(): LuaValue {
    const value = this.#value(this.#tokens.next());
    const after = this.#tokens.next();
    return after.kind === 'end' ? value : this.#unexpected('the end', after);
  }

  #value(token: Token): LuaValue {
    switch (token.kind) {
      case 'string':
      case 'number':
      case 'boolean':
        return token.value;
      case 'null':
        return this.#decoding.nothing;
      case 'object begin':
        return this.#nested(token, () => this.#object());
      case 'array begin':
        return this.#nested(token, () => this.#array());
      default:
        return this.#unexpected('value', token);
    }
  }

  #nested(token: Token, read: () => LuaTable): LuaTable {
    this.#depth += 1;
    if (this.#depth > Math.min(this.#decoding.settings.decodeMaxDepth, DEPTH_MAX)) {
      const place = `(${this.#depth}) at character ${token.at + 1}`;
      this.#decoding.fail(`Found too many nested data structures ${place}`);
    }
    const table = read();
    this.#depth -= 1;
    return table;
  }

  #object(): LuaTable {
    const table = new LuaTable();
    let token = this.#tokens.next();
    if (token.kind === 'object end') return table;
    for (;;) {
      if (token.kind !== 'string') return this.#unexpected('object key string', token);
      const colon = this.#tokens.next();
      if (colon.kind !== 'colon') return this.#unexpected('colon', colon);
      table.set(token.value, this.#value(this.#tokens.next()));
      const after = this.#tokens.next();
      if (after.kind === 'object end') return table;
      if (after.kind !== 'comma') return this.#unexpected('comma or object end', after);
      token = this.#tokens.next();
    }
  }

  #array(): LuaTable {
    const table = new LuaTable();
    let token = this.#tokens.next();
    if (token.kind === 'array end') return table;
    for (let index = 1; ; index++) {
      table.set(index, this.#value(token));
      const after = this.#tokens.next();
      if (after.kind === 'array end') return table;
      if (after.kind !== 'comma') return this.#unexpected('comma or array end', after);
      token = this.#tokens.next();
    }
  }

  #unexpected(wanted: string, token: Token): never {
    const found = token.kind === 'error' ? token.why : NAMES[token.kind];
    return this.#decoding.fail(
      `Expected ${wanted} but found ${found} at character ${token.at + 1}`,
    );
  }
}

/** Tokens as messages call them. */
const NAMES: Readonly<Record<Exclude<Token['kind'], 'error'>, string>> = {
  'object begin': 'T_OBJ_BEGIN',
  'object end': 'T_OBJ_END',
  'array begin': 'T_ARR_BEGIN',
  'array end': 'T_ARR_END',
  string: 'T_STRING',
  number: 'T_NUMBER',
  boolean: 'T_BOOLEAN',
  null: 'T_NULL',
  colon: 'T_COLON',
  comma: 'T_COMMA',
  end: 'T_END',
};
