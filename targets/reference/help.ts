/** HELP of a container command in the layout of 7.2: its own words, or made from the command table. */
import type { Reply } from '../../harness/wire/reply.ts';
import { type Argument, parseUsage } from './argument-grammar.ts';
import type { Connection } from './connection.ts';
import { HELP_TEXTS } from './help-texts.ts';
import { array, status } from './replies.ts';

export function helpReply(connection: Connection, container: string): Reply {
  const lines = HELP_TEXTS[container]?.split('\n') ?? linesOf(connection, container);
  const heading = `${container.toUpperCase()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`;
  return array([heading, ...lines, 'HELP', '    Print this help.'].map(status));
}

function linesOf({ core: { commands } }: Connection, container: string): readonly string[] {
  const subcommands = [...(commands.byName(container)?.subcommands?.values() ?? [])];
  return subcommands
    .filter(({ name }) => name !== 'help')
    .flatMap(({ name, facts }) => [
      [name.toUpperCase(), ...parseUsage(facts.usage ?? '').map(spelling)].join(' '),
      `    ${facts.summary}`,
    ]);
}

/** An argument as HELP spells it: `<name>`, `TOKEN <name>`, `(A|B)`, `[optional]`, `[…]`. */
function spelling(argument: Argument): string {
  const repeats = argument.multiple ? ' ...' : '';
  const parts = [argument.token, core(argument)].filter((part) => part !== undefined);
  const text = `${parts.join(' ')}${repeats}`;
  return argument.optional ? `[${text}]` : text;
}

function core({ name, type, arguments: nested = [] }: Argument): string | undefined {
  if (type === 'pure-token') return undefined;
  if (type === 'block') return nested.map(spelling).join(' ');
  if (type === 'oneof') return `(${nested.map(spelling).join('|')})`;
  return `<${name}>`;
}
