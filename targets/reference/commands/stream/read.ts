/** XREAD: entries after an id, from several streams, waiting for them. */
import type { ByteString, Pair } from '../../../../harness/wire/reply.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { firstHalfAfter } from '../../key-spec.ts';
import { bulk } from '../../replies.ts';
import { idText, LAST_ID, NO_ID, type StreamId } from '../../values/stream-id.ts';
import { entriesReply } from './entry-reply.ts';
import { idOf } from './ids.ts';
import { parseRead, type ReadOptions, type Source } from './read-options.ts';
import { checkBlock, streamsReply, waitForStreams } from './read-reply.ts';

function startOf({ db }: Connection, { key, after }: Source): StreamId {
  const stream = db.read(key, 'stream');
  if (after === '$') return stream?.lastId ?? NO_ID;
  if (after === '>') {
    refuse(
      'ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
    );
  }
  return idOf(after);
}

function read(connection: Connection, options: ReadOptions): Outcome {
  checkBlock(connection, options);
  const { db } = connection;
  const { sources, count } = options;
  const starts = sources.map((source) => startOf(connection, source));
  const found: Pair[] = [];
  for (const [n, { key }] of sources.entries()) {
    const stream = db.read(key, 'stream');
    const start = starts[n] ?? NO_ID;
    const last = stream?.lastEntry;
    if (stream === undefined || last === undefined || last.id <= start) continue;
    const entries = stream.range({ start: start + 1n, end: LAST_ID });
    found.push([bulk(key), entriesReply(entries, count)]);
  }
  if (found.length > 0) return streamsReply(connection.protocol, found);
  return waitForStreams(options, { argv: withStarts(options.argv, starts) });
}

/** The command to run again when woken: `$` is the end as it was before the wait. */
function withStarts(argv: readonly ByteString[], starts: readonly StreamId[]) {
  return [...argv.slice(0, -starts.length), ...starts.map(idText)];
}

export const readCommands: Family = {
  xread: command({
    arity: -4,
    flags: ['readonly', 'blocking', 'movablekeys'],
    categories: ['stream'],
    keys: [firstHalfAfter('RO access', 'STREAMS', 1)],
    since: '5.0.0',
    group: 'stream',
    usage: '[COUNT count:integer] [BLOCK milliseconds:integer] STREAMS (key... id...)',
    summary: 'Reads the entries after an id from several streams, and may wait for them.',
    parse: (argv) => parseRead(argv, { command: 'xread', sign: '$' }),
    run: read,
  }),
};
