/** CONFIG: the settings of the running server. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { command, type Family } from '../../command.ts';
import { CONFIG_NAMES, PARAMETERS, type ParameterName } from '../../config.ts';
import type { Connection } from '../../connection.ts';
import { refuse, wrongArity } from '../../errors.ts';
import { compileGlob } from '../../glob.ts';
import { helpReply } from '../../help.ts';
import { parseSetting } from '../../parse-setting.ts';
import { bulk, map, OK } from '../../replies.ts';

function read({ core }: Connection, patterns: readonly ByteString[]): Reply {
  const wanted = patterns.map((pattern) => ({
    pattern,
    matches: compileGlob(pattern, { ignoreCase: true }),
  }));
  const found = [...CONFIG_NAMES].flatMap(([name, parameter]) => {
    const match = wanted.find(({ matches }) => matches(name));
    if (match === undefined) return [];
    // A name without wildcards comes back as it was written.
    const spelling = match.pattern.toLowerCase() === name ? match.pattern : name;
    return [[bulk(spelling), bulk(String(core.settings[parameter]))] as const];
  });
  return map(found);
}

interface Change {
  readonly name: ByteString;
  readonly parameter: ParameterName;
  readonly value: number | string;
}

function failed(name: ByteString, why: string): never {
  return refuse(`ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}`);
}

function parseChanges(argv: readonly ByteString[]): readonly Change[] {
  if (argv.length % 2 === 1) refuse(wrongArity('config|set'));
  const pairs = Array.from({ length: (argv.length - 2) / 2 }, (_, pair) => ({
    name: argv[2 + 2 * pair] ?? '',
    text: argv[3 + 2 * pair] ?? '',
  }));
  const known = pairs.map(({ name, text }) => ({ name, text, parameter: parameterOf(name) }));
  const seen = new Set<ParameterName>();
  return known.map(({ name, text, parameter }) => {
    if (PARAMETERS[parameter].fixed) failed(name, "can't set immutable config");
    if (seen.has(parameter)) failed(name, 'duplicate parameter');
    seen.add(parameter);
    const parsed = parseSetting(parameter, text);
    return 'why' in parsed ? failed(name, parsed.why) : { name, parameter, value: parsed.value };
  });
}

function parameterOf(name: ByteString): ParameterName {
  return (
    CONFIG_NAMES.get(name.toLowerCase()) ??
    refuse(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`)
  );
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
        parse: parseChanges,
        run: ({ core }, changes) => {
          const changed = changes.map(({ parameter, value }) => [parameter, value]);
          Object.assign(core.settings, Object.fromEntries(changed));
          core.applySettings();
          return OK;
        },
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
        summary: 'Would write the settings to the configuration file; there is none here.',
        parse: () => undefined,
        run: () => refuse('ERR The server is running without a config file'),
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
