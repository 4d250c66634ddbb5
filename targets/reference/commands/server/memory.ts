/** MEMORY: what keys and the server take, by estimate. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import type { Core } from '../../core.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { keyRange } from '../../key-spec.ts';
import { EMPTY_SERVER_BYTES } from '../../memory/ledger.ts';
import { entryBytes, SAMPLES } from '../../memory/value-bytes.ts';
import { double, integer, NULL, OK, record, verbatim } from '../../replies.ts';

interface Usage {
  readonly key: ByteString;
  readonly samples: number;
}

function usageOf(argv: readonly ByteString[]): Usage {
  const tail = new Tail(argv, 3);
  let samples = SAMPLES;
  while (tail.more) {
    if (tail.word() !== 'SAMPLES') refuse(SYNTAX_ERROR);
    samples = integerOf(tail.value());
    if (samples < 0) refuse(SYNTAX_ERROR);
  }
  // 0 looks at all elements.
  return { key: at(argv, 2), samples: samples === 0 ? Infinity : samples };
}

function usage({ db }: Connection, { key, samples }: Usage): Reply {
  const entry = db.peek(key);
  return entry === undefined ? NULL : integer(entryBytes(entry, samples));
}

// What 7.2 takes for a key beside its value, and for the time of one that expires.
const ENTRY = 32;

function databases({ keyspace }: Core): Readonly<Record<string, Reply>> {
  const used = keyspace.databases.filter(({ entries }) => entries.size > 0);
  return Object.fromEntries(
    used.map(({ index, entries, volatile }) => [
      `db.${index}`,
      record({
        'overhead.hashtable.main': integer(entries.size * ENTRY),
        'overhead.hashtable.expires': integer(volatile.size * ENTRY),
      }),
    ]),
  );
}

function stats({ core }: Connection): Reply {
  const { keyspace } = core;
  const total = keyspace.ledger.usedBytes(keyspace);
  const peak = core.memoryPeak.note(total);
  const data = keyspace.ledger.dataBytes(keyspace);
  const keys = keyspace.databases.reduce((sum, { entries }) => sum + entries.size, 0);
  const { residentBytes, heapBytes } = core.process.memory();
  const scripts = core.scriptFacts();
  return record({
    'peak.allocated': integer(peak),
    'total.allocated': integer(total),
    'startup.allocated': integer(EMPTY_SERVER_BYTES),
    'replication.backlog': integer(0),
    'clients.slaves': integer(0),
    'clients.normal': integer(0),
    'cluster.links': integer(0),
    'aof.buffer': integer(0),
    'lua.caches': integer(scripts.cachedBytes),
    'functions.caches': integer(scripts.functionBytes),
    ...databases(core),
    'overhead.total': integer(EMPTY_SERVER_BYTES),
    'keys.count': integer(keys),
    'keys.bytes-per-key': integer(keys === 0 ? 0 : Math.floor(data / keys)),
    'dataset.bytes': integer(data),
    'dataset.percentage': double(data === 0 ? 0 : 100),
    'peak.percentage': double((total / peak) * 100),
    'allocator.allocated': integer(heapBytes),
    'allocator.active': integer(heapBytes),
    'allocator.resident': integer(residentBytes),
    'allocator-fragmentation.ratio': double(1),
    'allocator-fragmentation.bytes': integer(0),
    'allocator-rss.ratio': double(residentBytes / heapBytes),
    'allocator-rss.bytes': integer(residentBytes - heapBytes),
    'rss-overhead.ratio': double(1),
    'rss-overhead.bytes': integer(0),
    fragmentation: double(residentBytes / total),
    'fragmentation.bytes': integer(residentBytes - total),
  });
}

// Below this there is nothing that could be wrong.
const DIAGNOSED_BYTES_MIN = 5 * 1024 * 1024;

function diagnosis({ core: { keyspace } }: Connection): Reply {
  const used = keyspace.ledger.usedBytes(keyspace);
  return verbatim(
    used < DIAGNOSED_BYTES_MIN
      ? 'Hi Sam, this instance is empty or uses very little memory, so there is nothing to examine.\n'
      : 'Hi Sam, no problem was found with the memory of this instance.\n',
  );
}

export const memoryCommands: Family = {
  memory: {
    arity: -2,
    flags: [],
    categories: [],
    since: '4.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Tells how memory is used.',
    subcommands: {
      doctor: command({
        arity: 2,
        flags: [],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Reports on problems with memory.',
        parse: () => undefined,
        run: diagnosis,
      }),

      'malloc-stats': command({
        arity: 2,
        flags: [],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
        since: '4.0.0',
        group: 'server',
        complexity: 'Depends on how much memory is allocated, could be slow',
        summary: 'Gives the report of the allocator, which there is none of here.',
        parse: () => undefined,
        // In the words of a 7.2 that is built without jemalloc.
        run: () => verbatim('Stats not supported for the current allocator'),
      }),

      purge: command({
        arity: 2,
        flags: [],
        categories: [],
        tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
        since: '4.0.0',
        group: 'server',
        complexity: 'Depends on how much memory is allocated, could be slow',
        summary: 'Gives unused memory back, which happens by itself here.',
        parse: () => undefined,
        run: () => OK,
      }),

      stats: command({
        arity: 2,
        flags: [],
        categories: [],
        tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Gives numbers about the memory in use.',
        parse: () => undefined,
        run: stats,
      }),

      usage: command({
        arity: -3,
        flags: ['readonly'],
        categories: [],
        keys: [keyRange('RO', 2, 0, 1)],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(N)',
        usage: 'key [SAMPLES count:integer]',
        summary: 'Estimates the bytes that a key and its value would take.',
        parse: usageOf,
        run: usage,
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: [],
        since: '4.0.0',
        group: 'server',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'memory'),
      }),
    },
  },
};
