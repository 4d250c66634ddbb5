/** Commands about the connection itself. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { at, integerOf } from '../arguments.ts';
import { command, type Family } from '../command.ts';
import { refuse, wrongArity } from '../errors.ts';
import { bulk, OK, status } from '../replies.ts';

export const connectionCommands: Family = {
  ping: command({
    arity: -1,
    flags: ['fast'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Answers PONG, or the message that was given.',
    usage: '[message]',
    parse: (argv): ByteString | undefined =>
      argv.length > 2 ? refuse(wrongArity('ping')) : argv[1],
    run: (_connection, message) => (message === undefined ? status('PONG') : bulk(message)),
  }),

  echo: command({
    arity: 2,
    flags: ['fast'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Answers the message that was given.',
    usage: 'message',
    parse: (argv) => at(argv, 1),
    run: (_connection, message) => bulk(message),
  }),

  select: command({
    arity: 2,
    flags: ['loading', 'stale', 'fast'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Makes another database the one that the connection works in.',
    usage: 'index:integer',
    parse: (argv) => integerOf(at(argv, 1)),
    run: (connection, index) => {
      connection.db = connection.core.database(index) ?? refuse('ERR DB index is out of range');
      return OK;
    },
  }),
};
