/** ACL CAT and ACL HELP. */
import { command, type Family } from '../../command.ts';
import { CATEGORIES, categoriesOf } from '../../command-replies.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { bulks } from '../../replies.ts';
import { atMostOne } from './refusals.ts';

export const categoryCommands: Family = {
  cat: command({
    arity: -2,
    flags: ['noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(1) since the categories and commands are a fixed set.',
    usage: '[category]',
    summary: 'Names the categories of commands, or the commands of one.',
    parse: (argv) => {
      const given = atMostOne(argv);
      if (given === undefined) return undefined;
      const category = given.toLowerCase();
      return CATEGORIES.includes(category) ? category : refuse(`ERR Unknown category '${given}'`);
    },
    run: ({ core }, category) => {
      if (category === undefined) return bulks(CATEGORIES);
      const inIt = [...core.commands.all()].filter((listed) =>
        categoriesOf(listed).includes(category),
      );
      return bulks(inIt.map(({ fullName }) => fullName));
    },
  }),

  help: command({
    arity: 2,
    flags: ['loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Lists the subcommands.',
    parse: () => undefined,
    run: (connection) => helpReply(connection, 'acl'),
  }),
};
