/** HELLO and AUTH: who the client is, and which protocol it speaks. */
import type { ByteString, Protocol, Reply } from '../../../../harness/wire/reply.ts';
import { DEFAULT_USER } from '../../acl/access-control.ts';
import { type Credentials, logIn } from '../../acl/session.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { bulk, EMPTY_ARRAY, integer, OK, record } from '../../replies.ts';
import { REDIS_VERSION, SERVER_NAME } from '../../version.ts';
import { validName } from './client-name.ts';

interface Hello {
  /** The command as the client wrote it, for the log of refusals. */
  readonly called: ByteString;
  readonly protocol?: Protocol;
  readonly credentials?: Credentials;
  readonly name?: ByteString;
}

interface Auth {
  readonly called: ByteString;
  /** Without one, the default user is meant. */
  readonly name?: ByteString;
  readonly password: ByteString;
}

const NO_PASSWORD =
  'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?';
const NOT_LOGGED_IN =
  'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time';

function parseHello(argv: readonly ByteString[]): Hello {
  const called = at(argv, 0);
  if (argv.length === 1) return { called };
  const protocol = integerOf(at(argv, 1), 'ERR Protocol version is not an integer or out of range');
  if (protocol !== 2 && protocol !== 3) refuse('NOPROTO unsupported protocol version');
  let options: Hello = { called, protocol };
  const tail = new Tail(argv, 2);
  while (tail.more) {
    const given = tail.value();
    const option = given.toUpperCase();
    if (option === 'AUTH' && tail.left >= 2) {
      options = { ...options, credentials: { name: tail.value(), password: tail.value() } };
    } else if (option === 'SETNAME' && tail.left >= 1) {
      options = { ...options, name: validName(tail.value()) };
    } else {
      refuse(`ERR Syntax error in HELLO option '${given}'`);
    }
  }
  return options;
}

function hello(connection: Connection, { called, protocol, credentials, name }: Hello): Reply {
  if (credentials !== undefined) logIn(connection, called, credentials);
  if (!connection.authenticated) refuse(NOT_LOGGED_IN);
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

function parseAuth(argv: readonly ByteString[]): Auth {
  if (argv.length > 3) refuse(SYNTAX_ERROR);
  const called = at(argv, 0);
  return argv.length === 2
    ? { called, password: at(argv, 1) }
    : { called, name: at(argv, 1), password: at(argv, 2) };
}

function auth(connection: Connection, { called, name, password }: Auth): Reply {
  if (name === undefined && connection.core.acl.defaultUser.anyPassword) refuse(NO_PASSWORD);
  logIn(connection, called, { name: name ?? DEFAULT_USER, password });
  return OK;
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
    complexity: 'O(N) where N is the number of passwords defined for the user',
    usage: '[username] password',
    summary: 'Says who the client is.',
    parse: parseAuth,
    run: auth,
  }),
};
