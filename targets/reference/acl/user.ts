/** A user: how it gets in, and the selectors of which any may allow a command. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { hashPassword } from './password.ts';
import { Selector } from './selector.ts';

export class User {
  readonly name: ByteString;
  enabled = false;
  /** `nopass`: every password will do, and the default user needs none. */
  anyPassword = false;
  sanitizesPayloads = true;
  /** Hashes. */
  passwords: readonly ByteString[] = [];
  /** The one that rules outside of parentheses are about. */
  root: Selector;
  selectors: readonly Selector[] = [];
  /** Nothing needs to be looked at for this user. Set by `become`, so that asking costs nothing. */
  unrestricted = false;

  constructor(name: ByteString, root: Selector = new Selector()) {
    this.name = name;
    this.root = root;
  }

  /** A copy to try rules on. */
  draft(): User {
    const draft = new User(this.name, this.root.copy());
    draft.enabled = this.enabled;
    draft.anyPassword = this.anyPassword;
    draft.sanitizesPayloads = this.sanitizesPayloads;
    draft.passwords = this.passwords;
    draft.selectors = this.selectors.map((selector) => selector.copy());
    return draft;
  }

  /** Takes over what a draft says; the connections of the user notice at once. */
  become(draft: User): void {
    this.enabled = draft.enabled;
    this.anyPassword = draft.anyPassword;
    this.sanitizesPayloads = draft.sanitizesPayloads;
    this.passwords = draft.passwords;
    this.root = draft.root;
    this.selectors = draft.selectors;
    this.unrestricted = this.everySelector.some(({ allowsEverything }) => allowsEverything);
  }

  get everySelector(): readonly Selector[] {
    return [this.root, ...this.selectors];
  }

  /** Whether connections are this user without saying so, if it is the default user. */
  get open(): boolean {
    return this.enabled && this.anyPassword;
  }

  accepts(password: ByteString): boolean {
    if (!this.enabled) return false;
    return this.anyPassword || this.passwords.includes(hashPassword(password));
  }
}
