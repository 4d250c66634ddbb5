/** DEBUG, as far as tests need it: holding the server up, and stopping the active expiry. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { block } from '../../blocking.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { parseFloat64 } from '../../numbers.ts';
import { pauseClients } from '../../pause.ts';
import { OK } from '../../replies.ts';

type Debug =
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'active-expire'; readonly on: boolean };

function parseDebug(argv: readonly ByteString[]): Debug {
  const subcommand = word(argv, 1);
  if (subcommand === 'SLEEP' && argv.length === 3) {
    return { kind: 'sleep', ms: Math.max(0, (parseFloat64(at(argv, 2)) ?? 0) * 1000) };
  }
  if (subcommand === 'SET-ACTIVE-EXPIRE' && argv.length === 3) {
    return { kind: 'active-expire', on: at(argv, 2) !== '0' };
  }
  return refuse(
    `ERR unknown subcommand or wrong number of arguments for '${at(argv, 1).slice(0, 128)}'. Try DEBUG HELP.`,
  );
}

export const debugCommands: Family = {
  debug: command({
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Does things that only tests should ask for.',
    parse: parseDebug,
    run: ({ core }, options) => {
      if (options.kind === 'active-expire') {
        core.activeExpiry = options.on;
        return OK;
      }
      if (options.ms === 0) return OK;
      // The process must stay alive for whoever embeds the server, so only the clients wait.
      pauseClients(core, { untilMs: core.nowMs + options.ms, only: 'all' });
      return block({ keys: [], timeoutMs: options.ms, timeoutReply: OK, holdsUp: true });
    },
  }),
};
