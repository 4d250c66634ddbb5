/** The commands of a cluster, which a server that is no node of one refuses. */
import { type CommandFacts, type CommandSpec, command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { subcommands } from './subcommands.ts';

export const NO_CLUSTER = 'ERR This instance has cluster support disabled';

function refused(facts: CommandFacts): CommandSpec<unknown> {
  return command({ ...facts, parse: () => undefined, run: () => refuse(NO_CLUSTER) });
}

export const clusterCommands: Family = {
  cluster: {
    arity: -2,
    flags: [],
    categories: [],
    since: '3.0.0',
    group: 'cluster',
    complexity: 'Depends on subcommand.',
    summary: 'Manages a node of a cluster.',
    subcommands: Object.fromEntries(
      Object.entries(subcommands).map(([name, facts]) => [name, refused(facts)]),
    ),
  },

  asking: refused({
    arity: 1,
    flags: ['fast'],
    categories: ['connection'],
    since: '3.0.0',
    group: 'cluster',
    complexity: 'O(1)',
    summary: 'Lets the next command reach a slot that is being imported.',
  }),

  readonly: refused({
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    categories: ['connection'],
    since: '3.0.0',
    group: 'cluster',
    complexity: 'O(1)',
    summary: 'Lets the connection read from a replica.',
  }),

  readwrite: refused({
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    categories: ['connection'],
    since: '3.0.0',
    group: 'cluster',
    complexity: 'O(1)',
    summary: 'Takes READONLY back.',
  }),
};
