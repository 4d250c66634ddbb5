/** XADD: adding an entry at the end. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, wrongArity } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { NULL } from '../../replies.ts';
import { StreamValue } from '../../values/stream.ts';
import {
  LAST_ID,
  millisecondsOf,
  NO_ID,
  parseIdParts,
  type StreamId,
  sequenceOf,
  streamId,
  UINT64_MAX,
} from '../../values/stream-id.ts';
import { idReply } from './entry-reply.ts';
import { INVALID_ID } from './ids.ts';
import { checkLimit, parseTrimOption, type Trim, trimStream } from './trim-options.ts';

const NOT_RISING =
  'ERR The ID specified in XADD is equal or smaller than the target stream top item';
const EXHAUSTED = 'ERR The stream has exhausted the last possible ID, unable to add more items';

/** What is given of the id of an entry; the rest follows from the clock and the last id. */
type GivenId = '*' | { readonly ms: bigint; readonly sequence: bigint | '*' };

interface Add {
  readonly key: ByteString;
  readonly createsNone: boolean;
  readonly trim: Trim;
  readonly id: GivenId;
  readonly fields: readonly ByteString[];
}

function parse(argv: readonly ByteString[]): Add {
  const tail = new Tail(argv, 2);
  let trim: Trim = {};
  let createsNone = false;
  let id: GivenId | undefined;
  while (id === undefined && tail.more) {
    const text = tail.value();
    const option = text.toUpperCase();
    const parsed = parseTrimOption(option, tail, trim);
    if (parsed !== undefined) trim = parsed;
    else if (option === 'NOMKSTREAM') createsNone = true;
    else id = givenIdOf(text);
  }
  checkLimit(trim);
  const fields = tail.rest();
  if (id === undefined || fields.length === 0 || fields.length % 2 === 1) {
    return refuse(wrongArity('xadd'));
  }
  if (id !== '*' && id.ms === 0n && id.sequence === 0n) {
    refuse('ERR The ID specified in XADD must be greater than 0-0');
  }
  return { key: at(argv, 1), createsNone, trim, id, fields };
}

function givenIdOf(text: ByteString): GivenId {
  if (text === '*') return text;
  const { ms, sequence = 0n } = parseIdParts(text) ?? refuse(INVALID_ID);
  return { ms, sequence };
}

/** The id of a new entry; refuses one that does not come after the last. */
function nextId(lastId: StreamId, given: GivenId, nowMs: number): StreamId {
  if (lastId === LAST_ID) refuse(EXHAUSTED);
  if (given === '*') {
    const ms = BigInt(nowMs);
    // Where the clock is behind the last entry, ids count on from that.
    return ms > millisecondsOf(lastId) ? streamId(ms, 0n) : lastId + 1n;
  }
  const id = streamId(given.ms, sequenceFor(lastId, given));
  return id > lastId ? id : refuse(NOT_RISING);
}

function sequenceFor(lastId: StreamId, { ms, sequence }: Exclude<GivenId, '*'>): bigint {
  if (sequence !== '*') return sequence;
  if (ms !== millisecondsOf(lastId)) return 0n;
  return sequenceOf(lastId) === UINT64_MAX ? refuse(NOT_RISING) : sequenceOf(lastId) + 1n;
}

function add({ db, core }: Connection, { key, createsNone, trim, id, fields }: Add): Reply {
  const existing = db.write(key, 'stream');
  if (existing === undefined && createsNone) return NULL;
  const entry = { id: nextId(existing?.lastId ?? NO_ID, id, core.nowMs), fields };
  const stream = existing ?? db.ensure(key, 'stream', () => new StreamValue());
  stream.append(entry, core.settings);
  db.changed(key, 'stream', 'xadd');
  if (trimStream(stream, trim, core.settings) > 0) db.noted(key, 'stream', 'xtrim', 0);
  db.wake(key);
  return idReply(entry.id);
}

export const addCommands: Family = {
  xadd: command({
    arity: -5,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW update'),
    tips: ['nondeterministic_output'],
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(1)',
    usage:
      'key [NOMKSTREAM] [(MAXLEN | MINID) [= | ~] threshold [LIMIT count:integer]] (* | id) (field value)...',
    summary: 'Appends an entry to a stream, and may trim the stream at its beginning.',
    parse,
    run: add,
  }),
};
