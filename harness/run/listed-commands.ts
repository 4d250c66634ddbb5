/** Which commands a server says that it has. */
import type { Address } from '../../targets/target.ts';
import type { Reply } from '../wire/reply.ts';
import { ask } from './ask.ts';
import type { Limits } from './limits.ts';

/**
 * The names in COMMAND's reply, in lower case, with subcommands as `object|encoding` from 7.0 on; empty
 * when the server does not tell.
 */
export async function listedCommands(
  address: Address,
  limits: Limits,
): Promise<ReadonlySet<string>> {
  const [commands] = await ask(address, 0, limits, [['COMMAND']]);
  return new Set(commands === undefined ? [] : namesIn(commands));
}

/** Each command is an array with its name first and, since 7.0, its subcommands tenth. */
function namesIn(commands: Reply): string[] {
  if (!('items' in commands)) return [];
  return commands.items.flatMap((command) => {
    const [name, subcommands] = 'items' in command ? [command.items[0], command.items[9]] : [];
    const own = name !== undefined && 'text' in name ? [name.text.toLowerCase()] : [];
    return subcommands === undefined ? own : [...own, ...namesIn(subcommands)];
  });
}
