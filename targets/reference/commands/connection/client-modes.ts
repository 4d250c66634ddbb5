/** CLIENT subcommands that change how the server treats the connection. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { word } from '../../arguments.ts';
import { command, type Family, NO_REPLY } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { OK } from '../../replies.ts';

function parseSwitch(argv: readonly ByteString[]): boolean {
  const choice = word(argv, 2);
  return choice === 'ON' || choice === 'OFF' ? choice === 'ON' : refuse(SYNTAX_ERROR);
}

export const clientModes: Family = {
  'no-evict': command({
    arity: 3,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '7.0.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '(ON | OFF)',
    summary: 'Keeps the connection from being closed when clients take too much memory.',
    parse: parseSwitch,
    run: (connection, on) => {
      connection.noEvict = on;
      return OK;
    },
  }),

  'no-touch': command({
    arity: 3,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '7.2.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '(ON | OFF)',
    summary: 'Keeps the commands of the connection from counting as uses of keys.',
    parse: parseSwitch,
    run: (connection, on) => {
      connection.noTouch = on;
      return OK;
    },
  }),

  reply: command({
    arity: 3,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '3.2.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '(ON | OFF | SKIP)',
    summary: 'Turns the replies off or on, or leaves out the next one.',
    parse: (argv) => {
      const choice = word(argv, 2);
      return ['ON', 'OFF', 'SKIP'].includes(choice) ? choice : refuse(SYNTAX_ERROR);
    },
    run: (connection, choice) => {
      if (choice === 'ON') {
        connection.replyMode = 'on';
        return OK;
      }
      if (choice === 'OFF') connection.replyMode = 'off';
      else if (connection.replyMode !== 'off') connection.replyMode = 'skip-next';
      return NO_REPLY;
    },
  }),

  help: command({
    arity: 2,
    flags: ['loading', 'stale'],
    categories: ['connection'],
    since: '5.0.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Lists the subcommands.',
    parse: () => undefined,
    run: (connection) => helpReply(connection, 'client'),
  }),
};
