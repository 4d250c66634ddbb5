/** COMMAND: the command table, as clients can ask for it. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { type CommandFacts, command, type Family } from '../../command.ts';
import { categoriesOf, commandDocs, commandInfo } from '../../command-replies.ts';
import type { Command } from '../../command-table.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { type FoundKey, findKeys, takesKeys } from '../../find-keys.ts';
import { compileGlob } from '../../glob.ts';
import { helpReply } from '../../help.ts';
import { array, bulk, bulks, integer, map, NULL, set, status } from '../../replies.ts';

function everyCommand({ core }: Connection): readonly Command[] {
  return [...core.commands.commands.values()];
}

type ListFilter = (command: Command) => boolean;

function listFilterOf(argv: readonly ByteString[]): ListFilter | undefined {
  if (argv.length === 2) return undefined;
  if (argv.length !== 5 || word(argv, 2) !== 'FILTERBY') refuse(SYNTAX_ERROR);
  const value = at(argv, 4);
  const matches = compileGlob(value, { ignoreCase: true });
  switch (word(argv, 3)) {
    case 'MODULE':
      return () => false;
    case 'ACLCAT':
      return (listed) => categoriesOf(listed).includes(value.toLowerCase());
    case 'PATTERN':
      return (listed) => matches(listed.fullName);
    default:
      return refuse(SYNTAX_ERROR);
  }
}

function list({ core }: Connection, filter: ListFilter = () => true): Reply {
  return bulks([...core.commands.all()].filter(filter).map((found) => found.fullName));
}

function keysOf({ core }: Connection, argv: readonly ByteString[]): readonly FoundKey[] {
  const asked = core.commands.find(argv);
  if (asked === undefined) return refuse('ERR Invalid command specified');
  const { facts } = asked;
  if (!takesKeys(facts)) refuse('ERR The command has no key arguments');
  if (facts.arity > 0 ? argv.length !== facts.arity : argv.length < -facts.arity) {
    refuse('ERR Invalid number of arguments specified for command');
  }
  const found = facts.findKeys?.(argv) ?? findKeys(facts, argv);
  if (found !== 'invalid' && found.length > 0) return found;
  if (asked.flags.has('no_mandatory_keys')) return [];
  return refuse('ERR Invalid arguments specified for command');
}

function named({ core }: Connection, names: readonly ByteString[]): readonly Command[] {
  return names.flatMap((name) => core.commands.byName(name) ?? []);
}

const describeAll: CommandFacts = {
  arity: -1,
  flags: ['loading', 'stale'],
  categories: ['connection'],
  tips: ['nondeterministic_output_order'],
  since: '2.8.13',
  group: 'server',
  complexity: 'O(N)',
  summary: 'Describes every command.',
};

export const commandCommands: Family = {
  command: {
    ...describeAll,
    alone: command({
      ...describeAll,
      parse: () => undefined,
      run: (connection) => array(everyCommand(connection).map(commandInfo)),
    }),
    subcommands: {
      count: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Gives the number of commands.',
        parse: () => undefined,
        run: (connection) => integer(everyCommand(connection).length),
      }),

      info: command({
        arity: -2,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        tips: ['nondeterministic_output_order'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(N)',
        usage: '[command-name...]',
        summary: 'Describes some commands, or all.',
        parse: (argv) => argv.slice(2),
        run: (connection, names) => {
          if (names.length === 0) return array(everyCommand(connection).map(commandInfo));
          const { commands } = connection.core;
          return array(
            names.map((name) => {
              const asked = commands.byName(name);
              return asked === undefined ? NULL : commandInfo(asked);
            }),
          );
        },
      }),

      docs: command({
        arity: -2,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        tips: ['nondeterministic_output_order'],
        since: '7.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: '[command-name...]',
        summary: 'Documents some commands, or all.',
        parse: (argv) => argv.slice(2),
        run: (connection, names) => {
          const asked = names.length === 0 ? everyCommand(connection) : named(connection, names);
          return map(asked.map(commandDocs));
        },
      }),

      list: command({
        arity: -2,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        tips: ['nondeterministic_output_order'],
        since: '7.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: '[FILTERBY (MODULE module-name | ACLCAT category | PATTERN pattern:pattern)]',
        summary: 'Gives the names of the commands.',
        parse: listFilterOf,
        run: list,
      }),

      getkeys: command({
        arity: -3,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(N)',
        usage: 'command [arg...]',
        summary: 'Finds the keys in a whole command.',
        parse: (argv) => argv.slice(2),
        run: (connection, argv) => bulks(keysOf(connection, argv).map((found) => found.key)),
      }),

      getkeysandflags: command({
        arity: -3,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        since: '7.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: 'command [arg...]',
        summary: 'Finds the keys in a whole command, and what it does to them.',
        parse: (argv) => argv.slice(2),
        run: (connection, argv) =>
          array(
            keysOf(connection, argv).map(({ key, flags }) =>
              array([bulk(key), set(flags.map((flag) => status(flag)))]),
            ),
          ),
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: ['connection'],
        since: '5.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'command'),
      }),
    },
  },
};
