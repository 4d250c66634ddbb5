/** One set of permissions of a user: commands, keys and channels, which must all fit together. */
import { CommandRules } from './command-rules.ts';
import type { ChannelPattern, KeyPattern } from './patterns.ts';

export class Selector {
  readonly commands: CommandRules;
  keys: 'all' | readonly KeyPattern[] = [];
  channels: 'all' | readonly ChannelPattern[] = [];

  constructor(commands: CommandRules = new CommandRules()) {
    this.commands = commands;
  }

  copy(): Selector {
    const copy = new Selector(this.commands.copy());
    copy.keys = this.keys;
    copy.channels = this.channels;
    return copy;
  }

  get allowsEverything(): boolean {
    return this.keys === 'all' && this.channels === 'all' && this.commands.allowsEverything;
  }
}
