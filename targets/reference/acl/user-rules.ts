/** The rules that a user takes: how it gets in, selectors in parentheses, and those of its root. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { CommandTable } from '../command-table.ts';
import { splitInline } from '../inline.ts';
import { hashPassword, isPasswordHash } from './password.ts';
import { BAD_HASH, NO_SUCH_PASSWORD, type RuleFault } from './rule-faults.ts';
import type { Selector } from './selector.ts';
import { applySelectorRule } from './selector-rules.ts';
import type { User } from './user.ts';

/** What rules are read with. */
export interface RuleContext {
  readonly table: CommandTable;
  /** A selector as `acl-pubsub-default` makes new ones. */
  newSelector(): Selector;
}

const WORDS = new Map<string, (user: User, context: RuleContext) => void>(
  Object.entries({
    on: (user: User) => {
      user.enabled = true;
    },
    off: (user: User) => {
      user.enabled = false;
    },
    nopass: (user: User) => {
      user.anyPassword = true;
      user.passwords = [];
    },
    resetpass: (user: User) => {
      user.anyPassword = false;
      user.passwords = [];
    },
    'skip-sanitize-payload': (user: User) => {
      user.sanitizesPayloads = false;
    },
    'sanitize-payload': (user: User) => {
      user.sanitizesPayloads = true;
    },
    clearselectors: (user: User) => {
      user.selectors = [];
    },
    reset: (user: User, { newSelector }: RuleContext) => {
      user.enabled = false;
      user.anyPassword = false;
      user.passwords = [];
      user.sanitizesPayloads = true;
      user.selectors = [];
      user.root = newSelector();
    },
  }),
);

/** Applies one rule to a user; says why it could not. */
export function applyUserRule(
  user: User,
  rule: ByteString,
  context: RuleContext,
): RuleFault | undefined {
  if (rule === '') return undefined;
  const apply = WORDS.get(rule.toLowerCase());
  if (apply !== undefined) {
    apply(user, context);
    return undefined;
  }
  switch (rule[0]) {
    case '>':
      return addPassword(user, hashPassword(rule.slice(1)));
    case '#':
      return isPasswordHash(rule.slice(1)) ? addPassword(user, rule.slice(1)) : BAD_HASH;
    case '<':
      return removePassword(user, hashPassword(rule.slice(1)));
    case '!':
      return isPasswordHash(rule.slice(1)) ? removePassword(user, rule.slice(1)) : BAD_HASH;
    case '(':
      if (rule.endsWith(')')) return addSelector(user, rule.slice(1, -1), context);
  }
  return applySelectorRule(user.root, rule, context.table);
}

function addPassword(user: User, hash: ByteString): undefined {
  if (!user.passwords.includes(hash)) user.passwords = [...user.passwords, hash];
  user.anyPassword = false;
}

function removePassword(user: User, hash: ByteString): RuleFault | undefined {
  if (!user.passwords.includes(hash)) return NO_SUCH_PASSWORD;
  user.passwords = user.passwords.filter((other) => other !== hash);
  return undefined;
}

function addSelector(
  user: User,
  rules: ByteString,
  { table, newSelector }: RuleContext,
): RuleFault | undefined {
  const selector = newSelector();
  // Quotes that are not closed make the selector empty, not wrong.
  for (const rule of splitInline(rules) ?? []) {
    const fault = applySelectorRule(selector, rule, table);
    if (fault !== undefined) return fault;
  }
  user.selectors = [...user.selectors, selector];
  return undefined;
}

/** The rules with each selector that is spread over several of them in one; or the one left open. */
export function joinSelectors(
  rules: readonly ByteString[],
): { readonly rules: readonly ByteString[] } | { readonly open: ByteString } {
  const joined: ByteString[] = [];
  let open: { readonly first: ByteString; text: ByteString } | undefined;
  for (const rule of rules) {
    if (open !== undefined) {
      open.text += ` ${rule}`;
      if (!rule.endsWith(')')) continue;
      joined.push(open.text);
      open = undefined;
    } else if (rule.startsWith('(') && !rule.endsWith(')')) {
      open = { first: rule, text: rule };
    } else {
      joined.push(rule);
    }
  }
  return open === undefined ? { rules: joined } : { open: open.first };
}
