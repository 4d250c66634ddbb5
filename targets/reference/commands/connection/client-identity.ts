/** CLIENT subcommands about who is at the other end. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { clientInfo } from '../../client-info.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { bulk, integer, NULL, OK, verbatim } from '../../replies.ts';
import { validName, validText } from './client-name.ts';

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

export const clientIdentity: Family = {
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
};
