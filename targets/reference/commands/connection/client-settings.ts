/** CLIENT subcommands that tell or change something about the connection that sends them. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { clientInfo } from '../../client-info.ts';
import { command, type Family, NO_REPLY } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { bulk, integer, NULL, OK, verbatim } from '../../replies.ts';
import { validName, validText } from './client-name.ts';

function parseSwitch(argv: readonly ByteString[]): boolean {
  const choice = word(argv, 2);
  return choice === 'ON' || choice === 'OFF' ? choice === 'ON' : refuse(SYNTAX_ERROR);
}

interface Library {
  readonly field: 'libName' | 'libVersion';
  readonly value: ByteString;
}

function parseLibrary(argv: readonly ByteString[]): Library {
  const [, , option = '', value = ''] = argv;
  const name = option.toLowerCase();
  if (name !== 'lib-name' && name !== 'lib-ver') refuse(`ERR Unrecognized option '${option}'`);
  return { field: name === 'lib-name' ? 'libName' : 'libVersion', value: validText(value, option) };
}

function nameReply(name: ByteString): Reply {
  return name === '' ? NULL : bulk(name);
}

export const clientSettings: Family = {
  id: command({
    arity: 2,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '5.0.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Gives the number of the connection.',
    parse: () => undefined,
    run: (connection) => integer(connection.id),
  }),

  getname: command({
    arity: 2,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    since: '2.6.9',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Gives the name of the connection.',
    parse: () => undefined,
    run: (connection) => nameReply(connection.name),
  }),

  setname: command({
    arity: 3,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '2.6.9',
    group: 'connection',
    complexity: 'O(1)',
    usage: 'connection-name',
    summary: 'Names the connection; an empty name takes it back.',
    parse: (argv) => validName(at(argv, 2)),
    run: (connection, name) => {
      connection.name = name;
      return OK;
    },
  }),

  setinfo: command({
    arity: 4,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
    since: '7.2.0',
    group: 'connection',
    complexity: 'O(1)',
    usage: '(LIB-NAME libname | LIB-VER libver)',
    summary: 'Tells the name or version of the client library.',
    parse: parseLibrary,
    run: (connection, { field, value }) => {
      connection[field] = value;
      return OK;
    },
  }),

  info: command({
    arity: 2,
    flags: ['noscript', 'loading', 'stale'],
    categories: ['connection'],
    tips: ['nondeterministic_output'],
    since: '6.2.0',
    group: 'connection',
    complexity: 'O(1)',
    summary: 'Tells about the connection in the form of CLIENT LIST.',
    parse: () => undefined,
    run: (connection) => verbatim(`${clientInfo(connection)}\n`),
  }),

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
