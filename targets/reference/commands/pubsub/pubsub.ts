/** PUBSUB: which channels and patterns have listeners. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { type CommandFacts, command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { helpReply } from '../../help.ts';
import { channelGlob, type Topic } from '../../pubsub.ts';
import { array, bulk, bulks, integer } from '../../replies.ts';

/** The names that have listeners. */
function listing(topic: Topic, facts: CommandFacts) {
  return command({
    ...facts,
    parse: (argv: readonly ByteString[]) => {
      const [, subcommand = '', pattern] = argv;
      if (argv.length > 3) {
        refuse(
          `ERR unknown subcommand or wrong number of arguments for '${subcommand.slice(0, 128)}'. Try PUBSUB HELP.`,
        );
      }
      return pattern === undefined ? () => true : channelGlob(pattern);
    },
    run: ({ core }, matches) => bulks([...core.pubsub[topic].keys()].filter(matches)),
  });
}

/** How many listen to each of the names asked for. */
function counting(topic: Topic, facts: CommandFacts) {
  return command({
    ...facts,
    parse: (argv: readonly ByteString[]) => argv.slice(2),
    run: ({ core }, names): Reply =>
      array(
        names.flatMap((name) => [bulk(name), integer(core.pubsub[topic].get(name)?.size ?? 0)]),
      ),
  });
}

const SHARED = {
  flags: ['pubsub', 'loading', 'stale'],
  categories: [],
  group: 'pubsub',
} as const;

export const pubsubContainer: Family = {
  pubsub: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.8.0',
    group: 'pubsub',
    complexity: 'Depends on subcommand.',
    summary: 'Tells which channels and patterns have listeners.',
    subcommands: {
      channels: listing('channels', {
        ...SHARED,
        arity: -2,
        since: '2.8.0',
        complexity:
          'O(N) where N is the number of active channels, and assuming constant time pattern matching (relatively short channels and patterns)',
        usage: '[pattern:pattern]',
        summary: 'Lists the channels that have listeners.',
      }),

      numpat: command({
        ...SHARED,
        arity: 2,
        since: '2.8.0',
        complexity: 'O(1)',
        summary: 'Counts the different patterns that have listeners.',
        parse: () => undefined,
        run: ({ core }) => integer(core.pubsub.patterns.size),
      }),

      numsub: counting('channels', {
        ...SHARED,
        arity: -2,
        since: '2.8.0',
        complexity: 'O(N) for the NUMSUB subcommand, where N is the number of requested channels',
        usage: '[channel...]',
        summary: 'Counts the listeners of channels.',
      }),

      shardchannels: listing('shardChannels', {
        ...SHARED,
        arity: -2,
        since: '7.0.0',
        complexity:
          'O(N) where N is the number of active shard channels, and assuming constant time pattern matching (relatively short shard channels).',
        usage: '[pattern:pattern]',
        summary: 'Lists the shard channels that have listeners.',
      }),

      shardnumsub: counting('shardChannels', {
        ...SHARED,
        arity: -2,
        since: '7.0.0',
        complexity:
          'O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard channels',
        usage: '[shardchannel...]',
        summary: 'Counts the listeners of shard channels.',
      }),

      help: command({
        arity: 2,
        flags: ['loading', 'stale'],
        categories: [],
        since: '6.2.0',
        group: 'pubsub',
        complexity: 'O(1)',
        summary: 'Lists the subcommands.',
        parse: () => undefined,
        run: (connection) => helpReply(connection, 'pubsub'),
      }),
    },
  },
};
