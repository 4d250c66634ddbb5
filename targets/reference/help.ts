/** HELP of a container command, made from the command table in the layout of 7.2. */
import type { Reply } from '../../harness/wire/reply.ts';
import type { Connection } from './connection.ts';
import { array, status } from './replies.ts';

export function helpReply(connection: Connection, container: string): Reply {
  const name = container.toUpperCase();
  const subcommands = [
    ...(connection.core.commands.byName(container)?.subcommands?.values() ?? []),
  ].filter((subcommand) => subcommand.name !== 'help');
  const lines = subcommands.flatMap(({ name: subcommand, facts }) => [
    [subcommand.toUpperCase(), facts.usage].filter(Boolean).join(' '),
    `    ${facts.summary}`,
  ]);
  const heading = `${name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`;
  return array([heading, ...lines, 'HELP', '    Print this help.'].map(status));
}
