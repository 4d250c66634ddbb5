/** SORT and SORT_RO: the elements of a list, set or sorted set in order, replied or stored. */
import type { ByteString, Reply } from '../../../../../harness/wire/reply.ts';
import { mayReadAllKeys } from '../../../acl/access.ts';
import { at } from '../../../arguments.ts';
import { command, type Family } from '../../../command.ts';
import type { Connection } from '../../../connection.ts';
import { refuse, WRONG_TYPE } from '../../../errors.ts';
import { hiddenKeys, keyRange } from '../../../key-spec.ts';
import { array, bulkOrNull, integer } from '../../../replies.ts';
import type { Value } from '../../../value.ts';
import { ListValue } from '../../../values/list.ts';
import { type SortOptions, sortOptionsOf, storeKeyOf } from './options.ts';
import { sortByBytes, sortByNumber } from './order.ts';
import { lookUp } from './pattern.ts';

function membersOf(value: Value | undefined): ByteString[] {
  if (value === undefined) return [];
  // Whoever sorts a sorted set makes a skip list of it first, and that stays.
  if (value.type === 'zset') value.expect(Number.POSITIVE_INFINITY);
  if (value.type === 'list' || value.type === 'set' || value.type === 'zset') {
    return [...value.members()];
  }
  return refuse(WRONG_TYPE);
}

/** Patterns lead to keys that nobody can foretell, so only who may read all of them may use them. */
function checkPatterns({ user, core }: Connection, { by = '', get, argv }: SortOptions): void {
  if (user.unrestricted) return;
  const byKeys = by.includes('*');
  if (!byKeys && get.length === 0) return;
  const command = core.commands.find(argv);
  if (command === undefined || mayReadAllKeys(user, command, argv)) return;
  refuse(`ERR ${byKeys ? 'BY' : 'GET'} option of SORT denied due to insufficient ACL permissions.`);
}

function sort(connection: Connection, options: SortOptions): Reply {
  checkPatterns(connection, options);
  const { db } = connection;
  const value = db.lookupRead(options.key)?.value;
  const ordered = inOrder(connection, options, membersOf(value), value);
  const chosen = within(ordered, options.limit);
  const patterns = options.get.length === 0 ? ['#'] : options.get;
  const found = chosen.flatMap((element) =>
    patterns.map((pattern) => lookUp(db, pattern, element)),
  );
  if (options.store === undefined) return array(found.map(bulkOrNull));
  return store(
    connection,
    options.store,
    found.map((text) => text ?? ''),
  );
}

function inOrder(
  { db }: Connection,
  { by, alpha, descending, store: destination }: SortOptions,
  members: ByteString[],
  value: Value | undefined,
): ByteString[] {
  const constant = by !== undefined && !by.includes('*');
  if (constant) {
    // A set has no order of its own; stored, it is sorted after all, to be the same on replicas.
    const keepsOrder = value?.type !== 'set' || destination === undefined;
    if (keepsOrder) return value?.type !== 'set' && descending ? members.reverse() : members;
  }
  const pattern = constant ? undefined : by;
  const weighed = members.map((element) => ({
    element,
    weight: pattern === undefined ? element : lookUp(db, pattern, element),
  }));
  return alpha || constant ? sortByBytes(weighed, descending) : sortByNumber(weighed, descending);
}

function within(elements: readonly ByteString[], limit: SortOptions['limit']) {
  if (limit === undefined) return elements;
  const start = Math.max(0, limit.offset);
  return limit.count < 0 ? elements.slice(start) : elements.slice(start, start + limit.count);
}

function store({ db, core }: Connection, key: ByteString, elements: ByteString[]): Reply {
  if (elements.length > 0) {
    db.set(key, ListValue.of(elements, core.settings));
    db.changed(key, 'list', 'sortstore', elements.length);
  } else if (db.delete(key)) {
    db.changed(key, 'generic', 'del');
  }
  return integer(elements.length);
}

export const sortCommands: Family = {
  sort: command({
    arity: -2,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['set', 'sortedset', 'list', 'dangerous'],
    keys: [
      keyRange('RO access', 1),
      hiddenKeys('RO access', 'The keys of BY and GET follow from the elements of the sorted key'),
      hiddenKeys('OW update', 'The key behind STORE, wherever that stands'),
    ],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(N+M*log(M))',
    usage:
      'key [BY by-pattern:pattern] [LIMIT (offset:integer count:integer)] [GET get-pattern:pattern...+] [ASC | DESC] [ALPHA] [STORE destination]',
    findKeys: (argv) => {
      const destination = storeKeyOf(argv);
      const source = { key: at(argv, 1), flags: ['RO', 'access'] };
      return destination === undefined
        ? [source]
        : [source, { key: destination, flags: ['OW', 'update'] }];
    },
    summary: 'Sorts the elements of a list, set or sorted set, and replies or stores them.',
    parse: (argv) => sortOptionsOf(argv, { mayStore: true }),
    run: sort,
  }),

  sort_ro: command({
    arity: -2,
    flags: ['readonly', 'movablekeys'],
    categories: ['set', 'sortedset', 'list', 'dangerous'],
    keys: [
      keyRange('RO access', 1),
      hiddenKeys('RO access', 'The keys of BY and GET follow from the elements of the sorted key'),
    ],
    since: '7.0.0',
    group: 'generic',
    complexity: 'O(N+M*log(M))',
    usage:
      'key [BY by-pattern:pattern] [LIMIT (offset:integer count:integer)] [GET get-pattern:pattern...+] [ASC | DESC] [ALPHA]',
    summary: 'Sorts like SORT, but never stores.',
    parse: (argv) => sortOptionsOf(argv, { mayStore: false }),
    run: sort,
  }),
};
