/** Commands that put elements into a list. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { NO_SUCH_KEY, refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, OK, ZERO } from '../../replies.ts';
import { ListValue } from '../../values/list.ts';
import type { End } from '../../values/list-chunks.ts';

interface Push {
  readonly key: ByteString;
  readonly elements: readonly ByteString[];
}

const EVENT = { head: 'lpush', tail: 'rpush' } as const;

function parsePush(argv: readonly ByteString[]): Push {
  return { key: at(argv, 1), elements: argv.slice(2) };
}

function pushTo(end: End): (connection: Connection, push: Push) => Reply {
  return ({ db, core }, { key, elements }) => {
    const list = db.ensure(key, 'list', () => new ListValue(core.settings));
    list.push(elements, end);
    db.changed(key, 'list', EVENT[end], elements.length);
    return integer(list.size);
  };
}

function pushToExisting(end: End): (connection: Connection, push: Push) => Reply {
  return ({ db }, { key, elements }) => {
    const list = db.write(key, 'list');
    if (list === undefined) return ZERO;
    list.push(elements, end);
    db.changed(key, 'list', EVENT[end], elements.length);
    return integer(list.size);
  };
}

function sideOf(text: ByteString): 'before' | 'after' {
  const side = text.toLowerCase();
  return side === 'before' || side === 'after' ? side : refuse(SYNTAX_ERROR);
}

function insert(
  { db }: Connection,
  { key, side, pivot, element }: ReturnType<typeof parseInsert>,
): Reply {
  const list = db.write(key, 'list');
  if (list === undefined) return ZERO;
  list.expect([element]);
  let found = -1;
  list.walk('head', (value, index) => {
    if (value === pivot) found = index;
    return found < 0;
  });
  if (found < 0) return integer(-1);
  list.insert(found, side, element);
  db.changed(key, 'list', 'linsert');
  return integer(list.size);
}

function parseInsert(argv: readonly ByteString[]) {
  const side = sideOf(at(argv, 2));
  return { key: at(argv, 1), side, pivot: at(argv, 3), element: at(argv, 4) };
}

export const pushCommands: Family = {
  lpush: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['list'],
    keys: firstKey('RW insert'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'key element...',
    summary: 'Puts elements before the first one of a list, one after the other.',
    parse: parsePush,
    run: pushTo('head'),
  }),

  rpush: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['list'],
    keys: firstKey('RW insert'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'key element...',
    summary: 'Puts elements behind the last one of a list, one after the other.',
    parse: parsePush,
    run: pushTo('tail'),
  }),

  lpushx: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['list'],
    keys: firstKey('RW insert'),
    since: '2.2.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'key element...',
    summary: 'Puts elements before the first one of a list that exists.',
    parse: parsePush,
    run: pushToExisting('head'),
  }),

  rpushx: command({
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['list'],
    keys: firstKey('RW insert'),
    since: '2.2.0',
    group: 'list',
    complexity: 'O(1)',
    usage: 'key element...',
    summary: 'Puts elements behind the last one of a list that exists.',
    parse: parsePush,
    run: pushToExisting('tail'),
  }),

  linsert: command({
    arity: 5,
    flags: ['write', 'denyoom'],
    categories: ['list'],
    keys: firstKey('RW insert'),
    since: '2.2.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key (BEFORE | AFTER) pivot element',
    summary: 'Puts an element next to the first one that equals the pivot.',
    parse: parseInsert,
    run: insert,
  }),

  lset: command({
    arity: 4,
    flags: ['write', 'denyoom'],
    categories: ['list'],
    keys: firstKey('RW update'),
    since: '1.0.0',
    group: 'list',
    complexity: 'O(N)',
    usage: 'key index:integer element',
    summary: 'Replaces the element at an index.',
    parse: (argv) => ({ key: at(argv, 1), index: at(argv, 2), element: at(argv, 3) }),
    run: ({ db }, { key, index: indexText, element }) => {
      const list = db.write(key, 'list') ?? refuse(NO_SUCH_KEY);
      const given = integerOf(indexText);
      list.expect([element]);
      const index = given < 0 ? given + list.size : given;
      if (index < 0 || index >= list.size) refuse('ERR index out of range');
      list.set(index, element);
      db.changed(key, 'list', 'lset');
      return OK;
    },
  }),
};
