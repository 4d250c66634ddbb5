/** XSETID: the state of a stream as replication and restoring set it. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, int64Of, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { NO_SUCH_KEY, refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { OK } from '../../replies.ts';
import { NO_ID, type StreamId } from '../../values/stream-id.ts';
import { idOf } from './ids.ts';

const SMALLER = 'ERR The ID specified in XSETID is smaller than';

interface SetId {
  readonly key: ByteString;
  readonly lastId: StreamId;
  readonly entriesAdded?: bigint;
  readonly maxDeletedId?: StreamId;
}

function parse(argv: readonly ByteString[]): SetId {
  const tail = new Tail(argv, 3);
  let options: SetId = { key: at(argv, 1), lastId: idOf(at(argv, 2)) };
  while (tail.more) {
    const option = tail.word();
    if (!tail.more) refuse(SYNTAX_ERROR);
    if (option === 'ENTRIESADDED') {
      options = { ...options, entriesAdded: entriesAddedOf(tail.value()) };
    } else if (option === 'MAXDELETEDID') {
      options = { ...options, maxDeletedId: maxDeletedIdOf(tail.value(), options.lastId) };
    } else refuse(SYNTAX_ERROR);
  }
  return options;
}

function entriesAddedOf(text: ByteString): bigint {
  const count = int64Of(text);
  return count < 0n ? refuse('ERR entries_added must be positive') : count;
}

function maxDeletedIdOf(text: ByteString, lastId: StreamId): StreamId {
  const id = idOf(text);
  return id > lastId ? refuse(`${SMALLER} the provided max_deleted_entry_id`) : id;
}

function setId({ db }: Connection, { key, lastId, entriesAdded, maxDeletedId }: SetId): Reply {
  const stream = db.write(key, 'stream') ?? refuse(NO_SUCH_KEY);
  if (lastId < stream.maxDeletedId) refuse(`${SMALLER} current max_deleted_entry_id`);
  const last = stream.lastEntry;
  if (last !== undefined && lastId < last.id) refuse(`${SMALLER} the target stream top item`);
  if (entriesAdded !== undefined && entriesAdded < BigInt(stream.size)) {
    refuse('ERR The entries_added specified in XSETID is smaller than the target stream length');
  }
  stream.lastId = lastId;
  if (entriesAdded !== undefined) stream.entriesAdded = entriesAdded;
  if (maxDeletedId !== undefined && maxDeletedId !== NO_ID) stream.maxDeletedId = maxDeletedId;
  db.noted(key, 'stream', 'xsetid');
  return OK;
}

export const setIdCommands: Family = {
  xsetid: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW update'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(1)',
    usage: 'key last-id [ENTRIESADDED entries-added:integer] [MAXDELETEDID max-deleted-id]',
    summary: 'Sets the last id of a stream and what is remembered of entries that are gone.',
    parse,
    run: setId,
  }),
};
