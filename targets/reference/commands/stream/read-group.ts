/** XREADGROUP: entries for a consumer, new ones or those that it has not acknowledged. */
import type { Pair, Reply } from '../../../../harness/wire/reply.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { firstHalfAfter } from '../../key-spec.ts';
import { array, bulk, NULL_ARRAY } from '../../replies.ts';
import type { StreamValue } from '../../values/stream.ts';
import { type Consumer, type ConsumerGroup, countDelivery } from '../../values/stream-group.ts';
import { LAST_ID, type StreamId } from '../../values/stream-id.ts';
import { advance } from '../../values/stream-progress.ts';
import { entryReply, firstOf, idReply } from './entry-reply.ts';
import { groupOf, seeConsumer } from './groups.ts';
import { idOf } from './ids.ts';
import { parseRead, type ReadOptions, type Source } from './read-options.ts';
import { checkBlock, streamsReply, waitForStreams } from './read-reply.ts';

/** Stands for entries that no consumer of the group has seen. */
const NEW = LAST_ID;

interface Reading {
  readonly source: Source;
  readonly stream: StreamValue;
  readonly group: ConsumerGroup;
  readonly after: StreamId;
}

function readingOf(connection: Connection, source: Source, group: string): Reading {
  const where = ' in XREADGROUP with GROUP option';
  const found = groupOf(connection, { key: source.key, group }, where);
  return { source, ...found, after: afterOf(source) };
}

function afterOf({ after }: Source): StreamId {
  if (after === '$') {
    refuse(
      'ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
    );
  }
  return after === '>' ? NEW : idOf(after);
}

function readGroup(connection: Connection, options: ReadOptions): Outcome {
  checkBlock(connection, options);
  const { core, protocol } = connection;
  const { group = '', consumer: name = '' } = options.reader ?? {};
  const readings = options.sources.map((source) => readingOf(connection, source, group));
  const found: Pair[] = [];
  for (const reading of readings) {
    const { key } = reading.source;
    const consumer = seeConsumer(connection, key, { group: reading.group, name });
    const entries =
      reading.after === NEW
        ? newEntries(connection, reading, { consumer, options })
        : history(connection, reading, { consumer, options });
    if (entries === undefined) continue;
    found.push([bulk(key), array(entries)]);
    core.keyspace.dirty += 1;
  }
  if (found.length > 0) return streamsReply(protocol, found);
  return waitForStreams(options, { wakesOnLoss: true });
}

interface For {
  readonly consumer: Consumer;
  readonly options: ReadOptions;
}

/** Gives a consumer what the group has not had yet; `undefined` when there is nothing. */
function newEntries(
  { core }: Connection,
  { stream, group }: Reading,
  { consumer, options: { count, noAck } }: For,
): Reply[] | undefined {
  const last = stream.lastEntry;
  if (last === undefined || last.id <= group.lastId) return undefined;
  const entries = firstOf(stream.range({ start: group.lastId + 1n, end: LAST_ID }), count);
  for (const { id } of entries) {
    advance(stream, group, id);
    if (noAck) continue;
    // It may be pending already: SETID lets a group read again what it has had.
    group.assign(id, consumer, core.nowMs);
    consumer.activeAtMs = core.nowMs;
  }
  return entries.map(entryReply);
}

/** Gives a consumer once more what it has not acknowledged; of deleted entries only the id is left. */
function history(
  { core }: Connection,
  { stream, after }: Reading,
  { consumer, options: { count } }: For,
): Reply[] {
  return firstOf(consumer.pending.up(after + 1n), count).map((pending) => {
    const entry = stream.get(pending.id);
    if (entry === undefined) return array([idReply(pending.id), NULL_ARRAY]);
    pending.deliveredAtMs = core.nowMs;
    countDelivery(pending);
    return entryReply(entry);
  });
}

export const readGroupCommands: Family = {
  xreadgroup: command({
    arity: -7,
    flags: ['write', 'blocking', 'movablekeys'],
    categories: ['stream'],
    keys: [firstHalfAfter('RO access', 'STREAMS', 4)],
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(M)',
    usage:
      'GROUP (group consumer) [COUNT count:integer] [BLOCK milliseconds:integer] [NOACK] STREAMS (key... id...)',
    summary: 'Reads entries of several streams for a consumer of a group, and may wait for them.',
    parse: (argv) => parseRead(argv, { command: 'xreadgroup', sign: '>' }),
    run: readGroup,
  }),
};
