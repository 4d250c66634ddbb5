/**
 * Users and what was refused to them. A connection refers to its user, so a change of the user counts
 * for it at once; rules are tried on a draft first, so that one that is refused changes nothing.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { CommandTable } from '../command-table.ts';
import type { Settings } from '../config.ts';
import { DenialLog } from './log.ts';
import type { RuleFault } from './rule-faults.ts';
import { Selector } from './selector.ts';
import { User } from './user.ts';
import { applyUserRule, type RuleContext } from './user-rules.ts';

export const DEFAULT_USER = 'default';

export class AccessControl implements RuleContext {
  readonly table: CommandTable;
  readonly log: DenialLog = new DenialLog();
  /** Whom connections are before they say another name; never replaced. */
  readonly defaultUser: User = new User(DEFAULT_USER);
  readonly #settings: Settings;
  #users = new Map<ByteString, User>([[DEFAULT_USER, this.defaultUser]]);
  #requiredPassword = '';

  constructor(table: CommandTable, settings: Settings) {
    this.table = table;
    this.#settings = settings;
    this.defaultUser.become(this.freshDefaultUser());
  }

  /** In the order of their names. */
  get users(): readonly User[] {
    return [...this.#users.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(name: ByteString): User | undefined {
    return this.#users.get(name);
  }

  newSelector = (): Selector => {
    const selector = new Selector();
    if (this.#settings['acl-pubsub-default'] === 'allchannels') selector.channels = 'all';
    return selector;
  };

  /** A user that is off and may do nothing. */
  newUser(name: ByteString): User {
    return new User(name, this.newSelector());
  }

  /** The default user as a new server has it: it may do everything and needs no password. */
  freshDefaultUser(): User {
    const user = this.newUser(DEFAULT_USER);
    this.#mustApply(user, ['+@all', '~*', '&*', 'on', 'nopass']);
    return user;
  }

  /** Makes the user of a draft what the draft says; a new user if there is none of its name. */
  put(draft: User): void {
    const user = this.#users.get(draft.name) ?? new User(draft.name);
    user.become(draft);
    this.#users.set(user.name, user);
  }

  /** The default user stays. */
  remove(user: User): void {
    if (user !== this.defaultUser) this.#users.delete(user.name);
  }

  /** Makes these the only users; the default user is made anew when it is not among them. */
  replaceAll(drafts: ReadonlyMap<ByteString, User>): void {
    for (const user of this.users) if (!drafts.has(user.name)) this.remove(user);
    this.put(drafts.get(DEFAULT_USER) ?? this.freshDefaultUser());
    for (const draft of drafts.values()) this.put(draft);
  }

  /** `requirepass` is the password of the default user; it takes the place of those it has. */
  requirePassword(password: ByteString): void {
    if (password === this.#requiredPassword) return;
    this.#requiredPassword = password;
    const draft = this.defaultUser.draft();
    this.#mustApply(draft, ['resetpass', password === '' ? 'nopass' : `>${password}`]);
    this.put(draft);
  }

  #mustApply(user: User, rules: readonly ByteString[]): void {
    for (const rule of rules) {
      const fault: RuleFault | undefined = applyUserRule(user, rule, this);
      if (fault !== undefined) throw new Error(`${rule}: ${fault}`);
    }
  }
}
