/** The rules that a selector takes: `+get`, `-@write`, `~key`, `%R~key`, `&channel` and their words. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { CATEGORIES } from '../command-replies.ts';
import type { Command, CommandTable } from '../command-table.ts';
import { channelPattern, hasSpaces, keyPattern, withKeyPattern } from './patterns.ts';
import {
  CHANNELS_AFTER_ALL,
  FIRST_ARGUMENT_OF_SUBCOMMAND,
  KEYS_AFTER_ALL,
  MISSPELT,
  type RuleFault,
  UNKNOWN_COMMAND,
} from './rule-faults.ts';
import type { Selector } from './selector.ts';

const WORDS = new Map<string, (selector: Selector) => void>(
  Object.entries({
    allkeys: (selector: Selector) => {
      selector.keys = 'all';
    },
    resetkeys: (selector: Selector) => {
      selector.keys = [];
    },
    allchannels: (selector: Selector) => {
      selector.channels = 'all';
    },
    resetchannels: (selector: Selector) => {
      selector.channels = [];
    },
    allcommands: (selector: Selector) => selector.commands.setAll(true),
    nocommands: (selector: Selector) => selector.commands.setAll(false),
  }),
);

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['~*', 'allkeys'],
  ['&*', 'allchannels'],
  ['+@all', 'allcommands'],
  ['-@all', 'nocommands'],
]);

/** Applies one rule to a selector; says why it could not. */
export function applySelectorRule(
  selector: Selector,
  rule: ByteString,
  table: CommandTable,
): RuleFault | undefined {
  const word = rule.toLowerCase();
  const apply = WORDS.get(SYNONYMS.get(word) ?? word);
  if (apply !== undefined) {
    apply(selector);
    return undefined;
  }
  switch (rule[0]) {
    case '~':
    case '%':
      return addKeys(selector, rule);
    case '&':
      return addChannels(selector, rule.slice(1));
    case '+':
    case '-': {
      const allowed = rule[0] === '+';
      if (rule[1] === '@') return setCategory(selector, { name: word.slice(2), allowed }, table);
      return allowed
        ? allow(selector, word.slice(1), table)
        : forbid(selector, word.slice(1), table);
    }
    default:
      return MISSPELT;
  }
}

function addKeys(selector: Selector, rule: ByteString): RuleFault | undefined {
  if (selector.keys === 'all') return KEYS_AFTER_ALL;
  // Without its `~` a permission is taken all the same, and stands for the empty pattern.
  const parts = /^(?:~|%(r|w|rw|wr)(?:~|$))(.*)$/is.exec(rule);
  const pattern = parts?.[2];
  if (pattern === undefined || hasSpaces(pattern)) return MISSPELT;
  const rights = (parts?.[1] ?? 'rw').toLowerCase();
  const added = keyPattern(pattern, { reads: rights.includes('r'), writes: rights.includes('w') });
  selector.keys = withKeyPattern(selector.keys, added);
  return undefined;
}

function addChannels(selector: Selector, pattern: ByteString): RuleFault | undefined {
  if (selector.channels === 'all') return CHANNELS_AFTER_ALL;
  if (hasSpaces(pattern)) return MISSPELT;
  if (!selector.channels.some((known) => known.pattern === pattern)) {
    selector.channels = [...selector.channels, channelPattern(pattern)];
  }
  return undefined;
}

function setCategory(
  selector: Selector,
  { name, allowed }: { readonly name: string; readonly allowed: boolean },
  table: CommandTable,
): RuleFault | undefined {
  if (!CATEGORIES.includes(name)) return UNKNOWN_COMMAND;
  selector.commands.setCategory(name, allowed, table);
  return undefined;
}

/** A command, or a subcommand with its container: `client|id`. */
function commandOf(name: string, table: CommandTable): Command | undefined {
  return name.split('|').length > 2 ? undefined : table.byName(name);
}

function forbid(selector: Selector, name: string, table: CommandTable): RuleFault | undefined {
  const command = commandOf(name, table);
  if (command === undefined) return UNKNOWN_COMMAND;
  selector.commands.setCommand(command, false);
  return undefined;
}

function allow(selector: Selector, name: string, table: CommandTable): RuleFault | undefined {
  const bar = name.lastIndexOf('|');
  const outer = bar < 0 ? undefined : commandOf(name.slice(0, bar), table);
  if (outer !== undefined) {
    if (outer.fullName.includes('|')) return FIRST_ARGUMENT_OF_SUBCOMMAND;
    if (bar === name.length - 1) return MISSPELT;
    if (outer.subcommands === undefined) {
      selector.commands.allowFirstArgument(outer, name.slice(bar + 1));
      return undefined;
    }
  }
  const command = commandOf(name, table);
  if (command === undefined) return UNKNOWN_COMMAND;
  selector.commands.setCommand(command, true);
  return undefined;
}
