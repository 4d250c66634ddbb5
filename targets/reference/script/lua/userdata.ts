import { LuaObject } from './object.ts';

/** An opaque value of the host; a null pointer prints as C prints one. */
export class LuaUserdata extends LuaObject {
  readonly isNull: boolean;

  constructor(options: { isNull: boolean }) {
    super();
    this.isNull = options.isNull;
  }
}
