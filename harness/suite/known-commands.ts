/** Which commands there are: those that any server we know lists (`command-names.ts` asks them). */
import names from '../../suites/schema/commands.json' with { type: 'json' };
import { nearestWord } from './words.ts';

const NAMES = new Set(names);

/** Whether some server has the command; `object|encoding` asks for a subcommand. */
export function isCommand(name: string): boolean {
  return NAMES.has(name);
}

/** The command that was probably meant. */
export function nearestCommand(name: string): string | undefined {
  const container = name.split('|')[0] ?? name;
  const own = names.filter((other) => other.startsWith(`${container}|`) === name.includes('|'));
  return nearestWord(name, own);
}
