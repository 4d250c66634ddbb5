/** The plainest commands: they touch nothing but the connection. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { logOut } from '../../acl/session.ts';
import { at, int32Of } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, wrongArity } from '../../errors.ts';
import { isSubscribed } from '../../pubsub.ts';
import { bulk, bulks, OK, status } from '../../replies.ts';
import { unwatch } from '../../watch.ts';

/** Puts a connection back to how it was when it came in. */
function reset(connection: Connection): void {
  logOut(connection);
  connection.transaction = undefined;
  unwatch(connection);
  const { core } = connection;
  core.pubsub.forget(connection);
  core.tracking.stop(connection);
  core.monitors.delete(connection);
  connection.db = core.database(0) ?? connection.db;
  connection.protocol = 2;
  connection.name = '';
  // SKIP takes the reply to this command, too.
  if (connection.replyMode !== 'skipping') connection.replyMode = 'on';
  connection.noEvict = false;
  connection.noTouch = false;
}

export const basicCommands: Family = {
  ping: command({
    arity: -1,
    flags: ['fast'],
    categories: ['connection'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '[message]',
    summary: 'Answers PONG, or the message that was given.',
    parse: (argv): ByteString | undefined =>
      argv.length > 2 ? refuse(wrongArity('ping')) : argv[1],
    run: (connection, message) => {
      // Subscribers in RESP2 tell it from a message by its form.
      if (connection.protocol === 2 && isSubscribed(connection)) {
        return bulks(['pong', message ?? '']);
      }
      return message === undefined ? status('PONG') : bulk(message);
    },
  }),

  echo: command({
    arity: 2,
    flags: ['loading', 'stale', 'fast'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: 'message',
    summary: 'Answers the message that was given.',
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
    usage: 'index:integer',
    summary: 'Makes another database the one that the connection works in.',
    parse: (argv) => int32Of(at(argv, 1)),
    run: (connection, index) => {
      connection.db = connection.core.database(index) ?? refuse('ERR DB index is out of range');
      return OK;
    },
  }),

  quit: command({
    arity: -1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    deprecatedSince: '7.2.0',
    complexity: 'O(1)',
    summary: 'Closes the connection after the replies that are due.',
    parse: () => undefined,
    run: (connection) => {
      connection.closing = true;
      return OK;
    },
  }),

  reset: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
    categories: ['connection'],
    since: '6.2.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Puts the connection back to how it was when it came in.',
    parse: () => undefined,
    run: (connection) => {
      reset(connection);
      return status('RESET');
    },
  }),
};
