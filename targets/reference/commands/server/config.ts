/** CONFIG: the settings of the running server. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { CONFIG_NAMES, type ParameterName, settingText } from '../../config.ts';
import { rewriteConfigFile } from '../../config-file/on-disk.ts';
import type { Connection } from '../../connection.ts';
import type { Core } from '../../core.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { shownEventFlags } from '../../event-flags.ts';
import { compileGlob } from '../../glob.ts';
import { helpReply } from '../../help.ts';
import { FIXED, HIDDEN, PROTECTED } from '../../parameters.ts';
import { parseSetting } from '../../parse-setting.ts';
import { bulk, map, OK } from '../../replies.ts';
import { whyImpossible } from '../../setting-limits.ts';

const WILDCARDS = /[*?[]/;

/** A parameter comes once, spelled as the first pattern that names it outright. */
function read({ core }: Connection, patterns: readonly ByteString[]): Reply {
  const found = new Map<string, ByteString>();
  for (const pattern of patterns) {
    if (WILDCARDS.test(pattern)) {
      const matches = compileGlob(pattern, { ignoreCase: true });
      for (const name of CONFIG_NAMES.keys()) {
        if (!HIDDEN.has(name) && !found.has(name) && matches(name)) found.set(name, name);
      }
      continue;
    }
    const name = pattern.toLowerCase();
    if (CONFIG_NAMES.has(name) && !found.has(name)) found.set(name, pattern);
  }
  return map(
    [...found].map(([name, spelling]) => [bulk(spelling), bulk(shown(core, parameterOf(name)))]),
  );
}

function shown({ settings }: Core, name: ParameterName): ByteString {
  const text = settingText(settings[name]);
  return name === 'notify-keyspace-events' ? shownEventFlags(text) : text;
}

interface Pair {
  readonly name: ByteString;
  readonly text: ByteString;
  readonly parameter: ParameterName;
}

function failed(name: ByteString, why: string): never {
  return refuse(`ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}`);
}

/** All names are looked at before any value. */
function pairsOf(argv: readonly ByteString[], { settings }: Core): readonly Pair[] {
  if (argv.length % 2 === 1) refuse(SYNTAX_ERROR);
  const seen = new Set<string>();
  return Array.from({ length: (argv.length - 2) / 2 }, (_, pair) => {
    const [name, text] = [at(argv, 2 + 2 * pair), at(argv, 3 + 2 * pair)];
    const parameter = parameterOf(name);
    if (FIXED.has(parameter)) failed(name, "can't set immutable config");
    if (PROTECTED.has(parameter) && settings['enable-protected-configs'] === 'no') {
      failed(name, "can't set protected config");
    }
    // An alias beside its parameter is no duplicate, and the later one holds.
    if (seen.has(name.toLowerCase())) failed(name, 'duplicate parameter');
    seen.add(name.toLowerCase());
    return { name, text, parameter };
  });
}

function parameterOf(name: ByteString): ParameterName {
  return (
    CONFIG_NAMES.get(name.toLowerCase()) ??
    refuse(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`)
  );
}

function change({ core }: Connection, argv: readonly ByteString[]): Reply {
  const changes = pairsOf(argv, core).map(({ name, text, parameter }) => {
    const parsed = parseSetting(parameter, text, core.settings);
    if ('why' in parsed) return failed(name, parsed.why);
    const why = whyImpossible(parameter, parsed.value, core.settings);
    return why === undefined ? [parameter, parsed.value] : failed(name, why);
  });
  Object.assign(core.settings, Object.fromEntries(changes));
  core.applySettings();
  return OK;
}

export const configCommands: Family = {
  config: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Reads and changes the settings of the running server.',
    subcommands: {
      get: command({
        arity: -3,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        since: '2.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: 'parameter...',
        summary: 'Gives the settings whose names match a pattern.',
        parse: (argv) => argv.slice(2),
        run: read,
      }),

      set: command({
        arity: -4,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
        since: '2.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: '(parameter value)...',
        summary: 'Changes settings, all of them or none.',
        parse: (argv) => argv,
        run: change,
      }),

      resetstat: command({
        arity: 2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
        since: '2.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Sets the counters of INFO back to zero.',
        parse: () => undefined,
        run: ({ core }) => {
          core.resetStatistics();
          return OK;
        },
      }),

      rewrite: command({
        arity: 2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
        since: '2.8.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Writes the settings to the configuration file.',
        parse: () => undefined,
        run: ({ core }) => {
          rewriteConfigFile(core);
          return OK;
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
        run: (connection) => helpReply(connection, 'config'),
      }),
    },
  },
};
