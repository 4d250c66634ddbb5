/**
 * Which option tokens a command line holds.
 *
 * A token is read in any case where only a token can stand: right after the values that lead the
 * command, and right after another token with its values. Behind any other argument (a member, a
 * field, a pattern: those may be called `get`) it must be written in capitals, as suites write
 * tokens. What is still taken for a token wrongly is a value in capitals that spells one.
 */
import type { Grammar } from './grammar.ts';

/** `undefined` is an argument that is not known before it is sent: a value. */
export type SentArgument = string | undefined;

/** The names of the tokens among the arguments; `sent` begins after the command's own name. */
export function tokensSent(sent: readonly SentArgument[], { leading, tokens }: Grammar): string[] {
  const byName = new Map(tokens.map((token) => [token.name, token]));
  const found = new Set<string>();
  let amongValues = leading.more;
  for (let at = leading.count; at < sent.length; at += 1) {
    const argument = sent[at];
    const token = argument === undefined ? undefined : byName.get(argument.toUpperCase());
    if (token === undefined || (amongValues && argument !== token.name)) {
      amongValues = true;
    } else {
      found.add(token.name);
      at += token.count;
      amongValues = token.more;
    }
  }
  return [...found];
}
