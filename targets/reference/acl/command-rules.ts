/** The commands that a selector allows, and the rules that say so in the order in which 7.2 tells them. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { categoriesOf } from '../command-replies.ts';
import type { Command, CommandTable } from '../command-table.ts';

export class CommandRules {
  /** What holds for the commands that no rule speaks of. */
  #allowsOthers = false;
  #verdicts = new Map<Command, boolean>();
  /** Commands that are allowed with certain first arguments only. */
  #firstArguments = new Map<Command, ReadonlySet<ByteString>>();
  #rules: readonly string[] = [];

  copy(): CommandRules {
    const copy = new CommandRules();
    copy.#allowsOthers = this.#allowsOthers;
    copy.#verdicts = new Map(this.#verdicts);
    copy.#firstArguments = new Map(this.#firstArguments);
    copy.#rules = this.#rules;
    return copy;
  }

  /** As rules: `+@all -@dangerous +keys`. */
  get text(): string {
    return [this.#allowsOthers ? '+@all' : '-@all', ...this.#rules].join(' ');
  }

  get allowsEverything(): boolean {
    return this.#allowsOthers && ![...this.#verdicts.values()].includes(false);
  }

  allows(command: Command, argv: readonly ByteString[]): boolean {
    if (this.#verdicts.get(command) ?? this.#allowsOthers) return true;
    const words = this.#firstArguments.get(command);
    return words !== undefined && argv.length > 1 && words.has((argv[1] ?? '').toLowerCase());
  }

  /** Allows or forbids all commands, whatever was said before. */
  setAll(allowed: boolean): void {
    this.#allowsOthers = allowed;
    this.#verdicts.clear();
    this.#firstArguments.clear();
    this.#rules = [];
  }

  /** Allows or forbids a command with all its subcommands. */
  setCommand(command: Command, allowed: boolean): void {
    this.#judge(command, allowed);
    this.#note(command.fullName, allowed);
  }

  setCategory(category: string, allowed: boolean, table: CommandTable): void {
    for (const command of table.all()) {
      if (categoriesOf(command).includes(category)) this.#judge(command, allowed);
    }
    this.#note(`@${category}`, allowed);
  }

  allowFirstArgument(command: Command, argument: ByteString): void {
    const word = argument.toLowerCase();
    this.#firstArguments.set(command, new Set(this.#firstArguments.get(command)).add(word));
    this.#note(`${command.fullName}|${word}`, true);
  }

  #judge(command: Command, allowed: boolean): void {
    for (const judged of [command, ...(command.subcommands?.values() ?? [])]) {
      this.#verdicts.set(judged, allowed);
      this.#firstArguments.delete(judged);
    }
  }

  /** A rule takes the place of earlier ones about the same command or its subcommands. */
  #note(name: string, allowed: boolean): void {
    const others = this.#rules.filter((rule) => !`${rule.slice(1)}|`.startsWith(`${name}|`));
    this.#rules = [...others, `${allowed ? '+' : '-'}${name}`];
  }
}
