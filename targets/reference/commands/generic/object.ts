/** OBJECT: how a value is held. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { type CommandFacts, type CommandSpec, command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { keyRange } from '../../key-spec.ts';
import type { Entry } from '../../keyspace.ts';
import { parseInteger } from '../../numbers.ts';
import { bulk, integer, NULL } from '../../replies.ts';

const NOTE =
  'Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.';

// What redis answers for the integers that all keys share.
const SHARED_COUNT = 2147483647;
const SHARED_INTEGERS = 10000;

function objectCommand(
  answer: (entry: Entry, connection: Connection) => Reply,
  facts: CommandFacts,
): CommandSpec<unknown> {
  return command({
    ...facts,
    parse: (argv): ByteString => at(argv, 2),
    run: (connection, key) => {
      const entry = connection.db.peek(key);
      return entry === undefined ? NULL : answer(entry, connection);
    },
  });
}

function tracksFrequency({ core }: Connection): boolean {
  return core.settings['maxmemory-policy'].endsWith('-lfu');
}

function idleSeconds(entry: Entry, connection: Connection): Reply {
  if (tracksFrequency(connection)) {
    refuse(`ERR An LFU maxmemory policy is selected, idle time not tracked. ${NOTE}`);
  }
  return integer(Math.floor((connection.core.nowMs - entry.usedAtMs) / 1000));
}

function frequency(entry: Entry, connection: Connection): Reply {
  if (!tracksFrequency(connection)) {
    refuse(`ERR An LFU maxmemory policy is not selected, access frequency not tracked. ${NOTE}`);
  }
  return integer(connection.core.keyspace.frequencyOf(entry));
}

/** How many hold a value: small integers are one object for all keys. */
export function referencesTo({ value }: Entry): number {
  if (value.type !== 'string' || value.encoding !== 'int') return 1;
  const number = parseInteger(value.text) ?? -1;
  return number >= 0 && number < SHARED_INTEGERS ? SHARED_COUNT : 1;
}

export const objectCommands: Family = {
  object: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.2.3',
    group: 'generic',
    complexity: 'Depends on subcommand.',
    summary: 'Tells how values are held.',
    subcommands: {
      encoding: objectCommand((entry) => bulk(entry.value.encoding), {
        arity: 3,
        flags: ['readonly'],
        categories: ['keyspace'],
        keys: [keyRange('RO', 2, 0, 1)],
        tips: ['nondeterministic_output'],
        since: '2.2.3',
        group: 'generic',
        complexity: 'O(1)',
        usage: 'key',
        summary: 'Names the representation that redis would hold the value in.',
      }),
      freq: objectCommand(frequency, {
        arity: 3,
        flags: ['readonly'],
        categories: ['keyspace'],
        keys: [keyRange('RO', 2, 0, 1)],
        tips: ['nondeterministic_output'],
        since: '4.0.0',
        group: 'generic',
        complexity: 'O(1)',
        usage: 'key',
        summary: 'Gives the logarithmic count of the uses of a key, under an LFU policy.',
      }),
      idletime: objectCommand(idleSeconds, {
        arity: 3,
        flags: ['readonly'],
        categories: ['keyspace'],
        keys: [keyRange('RO', 2, 0, 1)],
        tips: ['nondeterministic_output'],
        since: '2.2.3',
        group: 'generic',
        complexity: 'O(1)',
        usage: 'key',
        summary: 'Gives the seconds since a key was last used.',
      }),
      refcount: objectCommand((entry) => integer(referencesTo(entry)), {
        arity: 3,
        flags: ['readonly'],
        categories: ['keyspace'],
        keys: [keyRange('RO', 2, 0, 1)],
        tips: ['nondeterministic_output'],
        since: '2.2.3',
        group: 'generic',
        complexity: 'O(1)',
        usage: 'key',
        summary: 'Gives the number of references to a value.',
      }),
      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: ['keyspace'],
        since: '6.2.0',
        group: 'generic',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'object'),
      }),
    },
  },
};
