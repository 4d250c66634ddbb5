/** ACL DRYRUN: whether a user may run a command. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { denialOf } from '../../acl/access.ts';
import { fullDenialText } from '../../acl/denial-texts.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { miscounted } from '../../refusal.ts';
import { bulk, OK } from '../../replies.ts';

interface DryRun {
  readonly userName: ByteString;
  readonly argv: readonly ByteString[];
}

function dryRun({ core }: Connection, { userName, argv }: DryRun): Reply {
  const user = core.acl.find(userName) ?? refuse(`ERR User '${userName}' not found`);
  const tried = core.commands.find(argv) ?? refuse(`ERR Command '${at(argv, 0)}' not found`);
  const miscount = miscounted(tried, argv);
  if (miscount !== undefined) refuse(miscount);
  const denial = denialOf(user, tried, argv);
  return denial === undefined ? OK : bulk(fullDenialText(denial, user));
}

export const dryRunCommands: Family = {
  dryrun: command({
    arity: -4,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '7.0.0',
    group: 'server',
    complexity: 'O(1).',
    usage: 'username command [arg...]',
    summary: 'Tells whether a user may run a command, without running it.',
    parse: (argv) => ({ userName: at(argv, 2), argv: argv.slice(3) }),
    run: dryRun,
  }),
};
