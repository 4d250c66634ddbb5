/** LATENCY: events that took longer than a threshold, and how long commands take. */
import type { ByteString, Pair, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Command } from '../../command-table.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { array, bulk, integer, map, record, verbatim } from '../../replies.ts';
import { diagnosis } from '../../statistics/latency-diagnosis.ts';
import { latencyGraph } from '../../statistics/latency-graph.ts';

function latest({ core }: Connection): Reply {
  const events = core.latencyMonitor.events().map(({ name, samples, worstMs }) => {
    const last = samples.at(-1);
    const [atSeconds, ms] = [last?.atSeconds ?? 0, last?.milliseconds ?? 0];
    return array([bulk(name), integer(atSeconds), integer(ms), integer(worstMs)]);
  });
  return array(events);
}

function history({ core }: Connection, name: ByteString): Reply {
  const samples = core.latencyMonitor.event(name)?.samples ?? [];
  return array(
    samples.map((sample) => array([integer(sample.atSeconds), integer(sample.milliseconds)])),
  );
}

function graph({ core }: Connection, name: ByteString): Reply {
  const event = core.latencyMonitor.event(name);
  return event === undefined
    ? refuse(`ERR No samples available for event '${name}'`)
    : verbatim(latencyGraph(event, Math.floor(core.nowMs / 1000)));
}

/** A container stands for those of its subcommands that were called. */
function measured({ core }: Connection, names: readonly ByteString[]): readonly Command[] {
  const asked =
    names.length === 0
      ? [...core.commands.all()]
      : names.flatMap((name) => {
          const named = core.commands.byName(name);
          return [...(named === undefined ? [] : [named]), ...(named?.subcommands?.values() ?? [])];
        });
  return asked.filter(({ histogram }) => histogram !== undefined);
}

function histogramPair({ fullName, histogram }: Command): Pair {
  const levels = histogram?.levels() ?? [];
  return [
    bulk(fullName),
    record({
      calls: integer(histogram?.total ?? 0),
      histogram_usec: map(levels.map(([level, calls]) => [integer(level), integer(calls)])),
    }),
  ];
}

export const latencyCommands: Family = {
  latency: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.8.13',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Tells of latency.',
    subcommands: {
      doctor: command({
        arity: 2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Reports on the events that took long.',
        parse: () => undefined,
        run: ({ core }) => verbatim(diagnosis(core)),
      }),

      graph: command({
        arity: 3,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        usage: 'event',
        summary: 'Draws the events of one kind.',
        parse: (argv) => at(argv, 2),
        run: graph,
      }),

      histogram: command({
        arity: -2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],
        since: '7.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: '[command...]',
        summary: 'Gives how many calls of commands stayed within which time.',
        parse: (argv) => argv.slice(2),
        run: (connection, names) => map(measured(connection, names).map(histogramPair)),
      }),

      history: command({
        arity: 3,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        usage: 'event',
        summary: 'Gives the events of one kind, with times.',
        parse: (argv) => at(argv, 2),
        run: history,
      }),

      latest: command({
        arity: 2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_nodes', 'response_policy:special'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Gives the latest event of each kind.',
        parse: () => undefined,
        run: latest,
      }),

      reset: command({
        arity: -2,
        flags: ['admin', 'noscript', 'loading', 'stale'],
        categories: [],
        tips: ['request_policy:all_nodes', 'response_policy:agg_sum'],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        usage: '[event...]',
        summary: 'Forgets events.',
        parse: (argv) => argv.slice(2),
        run: ({ core }, names) => integer(core.latencyMonitor.reset(names)),
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: [],
        since: '2.8.13',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'latency'),
      }),
    },
  },
};
