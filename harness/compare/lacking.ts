/** What a case needs that a target does not list among its commands. Pure. */
import type { Case, Step } from '../suite/case.ts';

/**
 * The commands of the case that the server's own COMMAND lacks, in upper case as people write them; none
 * when it lists nothing at all. Servers that list no subcommands are asked for containers only.
 */
export function lacking({ steps }: Case, listed: ReadonlySet<string>): string[] {
  if (listed.size === 0) return [];
  const names = steps.flatMap((step) => nameOf(step, listed));
  return [...new Set(names)].filter((name) => !listed.has(name)).map(asWritten);
}

function nameOf(step: Step, listed: ReadonlySet<string>): string[] {
  const words = 'command' in step ? step.command.argv : [];
  const [name, sub] = words.map((word) => (typeof word === 'string' ? word.toLowerCase() : ''));
  if (name === undefined || name === '') return [];
  const isContainer = [...listed].some((one) => one.startsWith(`${name}|`));
  return [isContainer && sub !== undefined ? `${name}|${sub}` : name];
}

function asWritten(name: string): string {
  return name.toUpperCase().replace('|', ' ');
}
