/** Commands after which a connection hears what others do, in whatever database. Pure. */
import type { Step } from './case.ts';
import { claimsError } from './claims-error.ts';
import { commandName } from './command.ts';

const LISTENS: ReadonlySet<string> = new Set([
  ...['subscribe', 'psubscribe', 'ssubscribe', 'monitor', 'client|tracking'],
]);

/** The first command that makes a connection listen, unless it is to be refused; as `client|tracking`. */
export function listening(steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    if (step.kind !== 'send') continue;
    const [, sub] = step.command.argv;
    const name = commandName(step.command) ?? '';
    const full = typeof sub === 'string' ? `${name}|${sub.toLowerCase()}` : name;
    const found = [name, full].find((one) => LISTENS.has(one));
    if (found !== undefined && !claimsError(step, 2)) return found;
  }
  return undefined;
}
