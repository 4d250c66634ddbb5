import type { ByteString } from '../../../../harness/wire/reply.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

/** The metatables of a state: each table has its own, all strings share one. */
export class Metatables {
  ofStrings: LuaTable | undefined = undefined;

  of(value: LuaValue): LuaTable | undefined {
    if (value instanceof LuaTable) return value.metatable;
    return typeof value === 'string' ? this.ofStrings : undefined;
  }

  method(value: LuaValue, event: ByteString): LuaValue {
    return this.of(value)?.get(event);
  }

  /** A method of strings, as `text:name()` finds it. */
  textMethod(name: ByteString): LuaValue {
    const methods = this.ofStrings?.getText('__index');
    return methods instanceof LuaTable ? methods.getText(name) : undefined;
  }

  /** The method that both operands of a comparison agree on. */
  shared(left: LuaValue, right: LuaValue, event: ByteString): LuaValue {
    const method = this.method(left, event);
    return method !== undefined && method === this.method(right, event) ? method : undefined;
  }
}
