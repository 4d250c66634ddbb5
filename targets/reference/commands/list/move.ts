/** Commands that take an element from one list and put it into another, blocking or not. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, timeoutMsOf } from '../../arguments.ts';
import { block } from '../../blocking.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { keyRange } from '../../key-spec.ts';
import { bulk, NULL, NULL_ARRAY } from '../../replies.ts';
import { ListValue } from '../../values/list.ts';
import type { End } from '../../values/list-chunks.ts';
import { endOf } from './arguments.ts';
import { popped } from './pop.ts';

interface Move {
  readonly source: ByteString;
  readonly destination: ByteString;
  readonly from: End;
  readonly to: End;
}

interface BlockingMove extends Move {
  readonly timeoutMs: number;
}

function parseMove(argv: readonly ByteString[]): Move {
  const [from, to] = [endOf(at(argv, 3)), endOf(at(argv, 4))];
  return { source: at(argv, 1), destination: at(argv, 2), from, to };
}

function parseTailToHead(argv: readonly ByteString[]): Move {
  return { source: at(argv, 1), destination: at(argv, 2), from: 'tail', to: 'head' };
}

/** The element that was moved; `undefined` when there is no source. */
function move(connection: Connection, options: Move): ByteString | undefined {
  const { db } = connection;
  const { source, destination, from, to } = options;
  const list = db.write(source, 'list');
  if (list === undefined) return undefined;
  const target = db.write(destination, 'list');
  const value = list === target ? list.rotate(from, to) : transfer(connection, list, options);
  db.changed(destination, 'list', to === 'head' ? 'lpush' : 'rpush', 0);
  popped(db, { key: source, list, end: from, count: 1 });
  return value;
}

function transfer({ db, core }: Connection, list: ListValue, { destination, from, to }: Move) {
  const value = list.pop(from) ?? '';
  db.ensure(destination, 'list', () => new ListValue(core.settings)).push([value], to);
  return value;
}

function moveNow(connection: Connection, options: Move): Reply {
  const value = move(connection, options);
  return value === undefined ? NULL : bulk(value);
}

function moveOrWait(connection: Connection, options: BlockingMove): Outcome {
  const value = move(connection, options);
  if (value !== undefined) return bulk(value);
  return block({
    keys: [options.source],
    valueType: 'list',
    timeoutMs: options.timeoutMs,
    timeoutReply: NULL_ARRAY,
    immediateReply: NULL,
  });
}

export const moveCommands: Family = {
  lmove: command({
    arity: 5,
    flags: ['write', 'denyoom'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1), keyRange('RW insert', 2, 0, 1)],
    since: '6.2.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'source destination (LEFT | RIGHT) (LEFT | RIGHT)',
    summary: 'Moves an element from an end of one list to an end of another.',
    parse: parseMove,
    run: moveNow,
  }),

  rpoplpush: command({
    arity: 3,
    flags: ['write', 'denyoom'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1), keyRange('RW insert', 2, 0, 1)],
    since: '1.2.0',
    group: 'list',
    deprecatedSince: '6.2.0',
    complexity: 'O(1)',
    usage: 'source destination',
    summary: 'Moves the last element of one list to the front of another.',
    parse: parseTailToHead,
    run: moveNow,
  }),

  blmove: command({
    arity: 6,
    flags: ['write', 'denyoom', 'blocking'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1), keyRange('RW insert', 2, 0, 1)],
    since: '6.2.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'source destination (LEFT | RIGHT) (LEFT | RIGHT) timeout:double',
    summary: 'Moves an element between lists, waiting for one to come.',
    parse: (argv): BlockingMove => ({
      ...parseMove(argv),
      timeoutMs: timeoutMsOf(at(argv, 5)),
    }),
    run: moveOrWait,
  }),

  brpoplpush: command({
    arity: 4,
    flags: ['write', 'denyoom', 'blocking'],
    categories: ['list'],
    keys: [keyRange('RW access delete', 1), keyRange('RW insert', 2, 0, 1)],
    since: '2.2.0',
    group: 'list',
    deprecatedSince: '6.2.0',
    complexity: 'O(1)',
    usage: 'source destination timeout:double',
    summary: 'Moves the last element of one list to the front of another, waiting for one to come.',
    parse: (argv): BlockingMove => ({
      ...parseTailToHead(argv),
      timeoutMs: timeoutMsOf(at(argv, 3)),
    }),
    run: moveOrWait,
  }),
};
