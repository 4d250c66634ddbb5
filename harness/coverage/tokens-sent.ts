/**
 * Which option tokens a command line holds.
 *
 * Tokens are read in any case where they can only be tokens: after the arguments that lead the
 * command, and right after other tokens with their values. Behind the first argument that is neither
 * (a member, a field, a pattern: anything may be called `get`), a token must be written in capitals, as
 * suites write them. What this takes for a token wrongly is a value in capitals that spells one.
 */
import type { Grammar } from './grammar.ts';

/** An argument that is not known before it is sent counts as a value. */
export type SentArgument = string | undefined;

/** The names of the tokens among the arguments; `sent` begins after the command's own name. */
export function tokensSent(sent: readonly SentArgument[], { leading, tokens }: Grammar): string[] {
  const byName = new Map(tokens.map((token) => [token.name, token]));
  const found = new Set<string>();
  let behindValue = false;
  for (let at = leading; at < sent.length; at += 1) {
    const argument = sent[at];
    const token = byName.get((argument ?? '\0').toUpperCase());
    if (token === undefined || (behindValue && argument !== token.name)) {
      behindValue = true;
    } else {
      found.add(token.name);
      at += token.values;
    }
  }
  return [...found];
}
