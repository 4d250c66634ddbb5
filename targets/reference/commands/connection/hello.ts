/** HELLO and AUTH. There are no users but `default`, and it has no password. */
import type { ByteString, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { bulk, EMPTY_ARRAY, integer, OK, record } from '../../replies.ts';
import { REDIS_VERSION, SERVER_NAME } from '../../version.ts';
import { validName } from './client-name.ts';

interface Hello {
  readonly protocol?: Protocol;
  readonly user?: ByteString;
  readonly name?: ByteString;
}

const WRONG_PASSWORD = 'WRONGPASS invalid username-password pair or user is disabled.';
const NO_PASSWORD =
  'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?';

function parseHello(argv: readonly ByteString[]): Hello {
  if (argv.length === 1) return {};
  const protocol = integerOf(at(argv, 1), 'ERR Protocol version is not an integer or out of range');
  if (protocol !== 2 && protocol !== 3) refuse('NOPROTO unsupported protocol version');
  let options: Hello = { protocol };
  const tail = new Tail(argv, 2);
  while (tail.more) {
    const given = tail.value();
    const option = given.toUpperCase();
    if (option === 'AUTH' && tail.left >= 2) {
      options = { ...options, user: tail.value() };
      tail.value();
    } else if (option === 'SETNAME' && tail.left >= 1) {
      options = { ...options, name: validName(tail.value()) };
    } else {
      refuse(`ERR Syntax error in HELLO option '${given}'`);
    }
  }
  return options;
}

function authenticate(user: ByteString): void {
  if (user !== 'default') refuse(WRONG_PASSWORD);
}

function hello(connection: Connection, { protocol, user, name }: Hello): Reply {
  if (user !== undefined) authenticate(user);
  if (protocol !== undefined) connection.protocol = protocol;
  if (name !== undefined) connection.name = name;
  return record({
    server: bulk(SERVER_NAME),
    version: bulk(REDIS_VERSION),
    proto: integer(connection.protocol),
    id: integer(connection.id),
    mode: bulk('standalone'),
    role: bulk('master'),
    modules: EMPTY_ARRAY,
  });
}

export const helloCommands: Family = {
  hello: command({
    arity: -1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
    categories: ['connection'],
    since: '6.0.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '[protover:integer [AUTH (username password)] [SETNAME clientname]]',
    summary: 'Introduces the client, chooses the protocol, and tells what the server is.',
    parse: parseHello,
    run: hello,
  }),

  auth: command({
    arity: -2,
    flags: ['noscript', 'loading', 'stale', 'fast', 'no_auth', 'allow_busy'],
    categories: ['connection'],
    since: '1.0.0',
    group: 'connection',
    complexity: 'O(N)',
    usage: '[username] password',
    summary: 'Says who the client is.',
    parse: (argv): ByteString => {
      if (argv.length > 3) refuse(SYNTAX_ERROR);
      return argv.length === 2 ? refuse(NO_PASSWORD) : at(argv, 1);
    },
    run: (_connection, user) => {
      authenticate(user);
      return OK;
    },
  }),
};
