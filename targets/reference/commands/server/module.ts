/** MODULE: there are none, and none can be loaded. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { EMPTY_ARRAY } from '../../replies.ts';
import { mustBeAllowed } from './allowed.ts';

const NOT_LOADED = 'ERR Error loading the extension. Please check the server logs.';

function notLoaded(connection: Connection): never {
  mustBeAllowed(connection, 'module');
  return refuse(NOT_LOADED);
}

/** `path [CONFIG name value]... [ARGS arg...]`, where ARGS takes all that follows. */
function checkLoadOptions(argv: readonly ByteString[]): undefined {
  for (let index = 3; index < argv.length; index += 3) {
    const option = argv[index]?.toUpperCase();
    if (option === 'ARGS') return undefined;
    if (option !== 'CONFIG' || index + 2 >= argv.length) refuse(NOT_LOADED);
  }
  return undefined;
}

export const moduleCommands: Family = {
  module: {
    arity: -2,
    flags: [],
    categories: [],
    since: '4.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Loads, unloads and lists modules.',
    subcommands: {
      list: command({
        arity: 2,
        flags: ['admin', 'noscript'],
        categories: [],
        tips: ['nondeterministic_output_order'],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(N)',
        summary: 'Gives the loaded modules.',
        parse: () => undefined,
        run: () => EMPTY_ARRAY,
      }),

      load: command({
        arity: -3,
        flags: ['admin', 'noscript', 'no_async_loading'],
        categories: [],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(1)',
        usage: 'path [arg...]',
        summary: 'Would load a module, which this server cannot.',
        parse: () => undefined,
        run: notLoaded,
      }),

      loadex: command({
        arity: -3,
        flags: ['admin', 'noscript', 'no_async_loading'],
        categories: [],
        since: '7.0.0',
        group: 'server',
        complexity: 'O(1)',
        usage: 'path [CONFIG (name value)...+] [ARGS args...]',
        summary: 'Would load a module with options.',
        parse: checkLoadOptions,
        run: notLoaded,
      }),

      unload: command({
        arity: 3,
        flags: ['admin', 'noscript', 'no_async_loading'],
        categories: [],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(1)',
        usage: 'name',
        summary: 'Unloads a module.',
        parse: () => undefined,
        run: (connection) => {
          mustBeAllowed(connection, 'module');
          return refuse('ERR Error unloading module: no such module with that name');
        },
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: [],
        since: '5.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'module'),
      }),
    },
  },
};
