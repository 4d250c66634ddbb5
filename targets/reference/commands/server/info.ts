/** INFO and ROLE: what the server tells about itself. */
import { command, type Family } from '../../command.ts';
import { infoText } from '../../info.ts';
import { array, bulk, EMPTY_ARRAY, verbatim, ZERO } from '../../replies.ts';

export const infoCommands: Family = {
  info: command({
    arity: -1,
    flags: ['loading', 'stale'],
    categories: ['dangerous'],
    tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(1)',
    usage: '[section...]',
    summary: 'Tells about the server, in sections.',
    parse: (argv) => argv.slice(1),
    run: ({ core }, sections) => verbatim(infoText(core, sections)),
  }),

  role: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast'],
    categories: ['admin', 'dangerous'],
    since: '2.8.12',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Tells whether the server is a primary or a replica.',
    parse: () => undefined,
    run: () => array([bulk('master'), ZERO, EMPTY_ARRAY]),
  }),
};
