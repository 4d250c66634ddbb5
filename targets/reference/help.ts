/** HELP of a container command, made from the command table in the layout of 7.2. */
import type { Reply } from '../../harness/wire/reply.ts';
import { type Argument, parseUsage } from './argument-grammar.ts';
import type { Connection } from './connection.ts';
import { array, status } from './replies.ts';

export function helpReply(connection: Connection, container: string): Reply {
  const name = container.toUpperCase();
  const subcommands = [
    ...(connection.core.commands.byName(container)?.subcommands?.values() ?? []),
  ].filter((subcommand) => subcommand.name !== 'help');
  const lines = subcommands.flatMap(({ name: subcommand, facts }) => [
    [subcommand.toUpperCase(), ...parseUsage(facts.usage ?? '').map(spelling)].join(' '),
    `    ${facts.summary}`,
  ]);
  const heading = `${name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`;
  return array([heading, ...lines, 'HELP', '    Print this help.'].map(status));
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
