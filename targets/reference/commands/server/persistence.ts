/** The commands of persistence, as a server answers them that keeps nothing on disk; and SHUTDOWN. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { word } from '../../arguments.ts';
import { command, type Family, NO_REPLY, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { integer } from '../../replies.ts';

const NO_DISK = 'ERR This server keeps nothing on disk';

interface Shutdown {
  readonly abort: boolean;
  /** `asked`: by SAVE; `usual`: where save points are set. */
  readonly save: 'asked' | 'usual' | 'never';
  readonly force: boolean;
}

const SHUTDOWN_OPTIONS: ReadonlySet<string> = new Set(['SAVE', 'NOSAVE', 'NOW', 'FORCE', 'ABORT']);

function shutdownOf(argv: readonly ByteString[]): Shutdown {
  const options = argv.slice(1).map((option) => option.toUpperCase());
  const given = new Set(options);
  const unknown = options.some((option) => !SHUTDOWN_OPTIONS.has(option));
  const abort = given.has('ABORT');
  // The same word may come again; ABORT goes with no other.
  if (unknown || (abort && given.size > 1) || (given.has('SAVE') && given.has('NOSAVE'))) {
    refuse(SYNTAX_ERROR);
  }
  const never = given.has('NOSAVE') ? 'never' : 'usual';
  return { abort, save: given.has('SAVE') ? 'asked' : never, force: given.has('FORCE') };
}

function shutDown(connection: Connection, { abort, save, force }: Shutdown): Outcome {
  const { core } = connection;
  if (abort) refuse('ERR No shutdown in progress.');
  const wantsSave = save === 'asked' || (save === 'usual' && core.settings.save !== '');
  if (wantsSave && !force) refuse('ERR Errors trying to SHUTDOWN. Check logs.');
  connection.abort();
  core.shutDown();
  return NO_REPLY;
}

export const persistenceCommands: Family = {
  save: command({
    arity: 1,
    flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(N)',
    summary: 'Writes the data to disk before it replies.',
    parse: () => undefined,
    run: () => refuse(NO_DISK),
  }),

  bgsave: command({
    arity: -1,
    flags: ['admin', 'noscript', 'no_async_loading'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(1)',
    usage: '[SCHEDULE]',
    summary: 'Writes the data to disk in the background.',
    parse: (argv) => {
      const fits = argv.length === 1 || (argv.length === 2 && word(argv, 1) === 'SCHEDULE');
      return fits ? undefined : refuse(SYNTAX_ERROR);
    },
    run: () => refuse(NO_DISK),
  }),

  bgrewriteaof: command({
    arity: 1,
    flags: ['admin', 'noscript', 'no_async_loading'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Writes the append-only file anew.',
    parse: () => undefined,
    run: () => refuse(NO_DISK),
  }),

  lastsave: command({
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    categories: ['admin', 'dangerous'],
    tips: ['nondeterministic_output'],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'Gives the time of the last save, or of the start.',
    parse: () => undefined,
    run: ({ core }) => integer(Math.floor(core.startedAtMs / 1000)),
  }),

  shutdown: command({
    arity: -1,
    flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi', 'allow_busy'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'O(N)',
    usage: '[NOSAVE | SAVE] [NOW] [FORCE] [ABORT]',
    summary: 'Ends the server.',
    parse: shutdownOf,
    run: shutDown,
  }),
};
