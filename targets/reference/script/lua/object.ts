/** What has an identity: tables, functions, coroutines and userdata print as an address. */

// Where a Linux heap might be; objects are numbered from here as they are first asked.
const FIRST_ADDRESS = 0x55c1a0de02a0;
const ADDRESS_STEP = 0x40;

let nextAddress = FIRST_ADDRESS;

export class LuaObject {
  private place = 0;

  /** A number that no other object has. */
  get address(): number {
    if (this.place === 0) {
      this.place = nextAddress;
      nextAddress += ADDRESS_STEP;
    }
    return this.place;
  }
}
