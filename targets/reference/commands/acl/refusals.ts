/** Refusals that several subcommands of ACL share. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { refuse } from '../../errors.ts';

/** For subcommands with one argument at most, which refuse more of them in words of their own. */
export function atMostOne(argv: readonly ByteString[]): ByteString | undefined {
  if (argv.length <= 3) return argv[2];
  return refuse(
    `ERR unknown subcommand or wrong number of arguments for '${at(argv, 1).slice(0, 128)}'. Try ACL HELP.`,
  );
}
