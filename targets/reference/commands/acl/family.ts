/** The ACL family: users and what they may. */
import type { Family } from '../../command.ts';
import { categoryCommands } from './categories.ts';
import { dryRunCommands } from './dry-run.ts';
import { logCommands } from './log.ts';
import { passwordCommands } from './passwords.ts';
import { setUserCommands } from './set-user.ts';
import { userFileCommands } from './user-file.ts';
import { userCommands } from './users.ts';

export const aclCommands: Family = {
  acl: {
    arity: -2,
    flags: [],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Manages users and what they may do.',
    subcommands: {
      ...categoryCommands,
      ...userCommands,
      ...setUserCommands,
      ...dryRunCommands,
      ...logCommands,
      ...passwordCommands,
      ...userFileCommands,
    },
  },
};
