/** The search commands: GEOSEARCH, and the older GEORADIUS with its kin. */
import { command, type Family } from '../../command.ts';
import { firstKey, keyAfter, keyRange } from '../../key-spec.ts';
import { search } from './search.ts';

export const searchingCommands: Family = {
  georadius: command({
    arity: -6,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['geo'],
    keys: [
      keyRange('RO access', 1),
      keyAfter('OW update', 'STORE', 6),
      keyAfter('OW update', 'STOREDIST', 6),
    ],
    since: '3.2.0',
    group: 'geo',
    deprecatedSince: '6.2.0',
    complexity: 'O(N+log(M))',
    usage:
      'key longitude:double latitude:double radius:double (M | KM | FT | MI) [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count:integer [ANY]] [ASC | DESC] [STORE storekey:key | STOREDIST storedistkey:key]',
    summary: 'Finds the members in a circle around a position, or stores them.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 1, centre: 'position', stores: 'as-told' }),
  }),

  georadius_ro: command({
    arity: -6,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '3.2.10',
    group: 'geo',
    deprecatedSince: '6.2.0',
    complexity: 'O(N+log(M))',
    usage:
      'key longitude:double latitude:double radius:double (M | KM | FT | MI) [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count:integer [ANY]] [ASC | DESC]',
    summary: 'Finds the members in a circle around a position.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 1, centre: 'position', stores: 'never' }),
  }),

  georadiusbymember: command({
    arity: -5,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['geo'],
    keys: [
      keyRange('RO access', 1),
      keyAfter('OW update', 'STORE', 5),
      keyAfter('OW update', 'STOREDIST', 5),
    ],
    since: '3.2.0',
    group: 'geo',
    deprecatedSince: '6.2.0',
    complexity: 'O(N+log(M))',
    usage:
      'key member radius:double (M | KM | FT | MI) [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count:integer [ANY]] [ASC | DESC] [STORE storekey:key | STOREDIST storedistkey:key]',
    summary: 'Finds the members in a circle around a member, or stores them.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 1, centre: 'member', stores: 'as-told' }),
  }),

  georadiusbymember_ro: command({
    arity: -5,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '3.2.10',
    group: 'geo',
    deprecatedSince: '6.2.0',
    complexity: 'O(N+log(M))',
    usage:
      'key member radius:double (M | KM | FT | MI) [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count:integer [ANY]] [ASC | DESC]',
    summary: 'Finds the members in a circle around a member.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 1, centre: 'member', stores: 'never' }),
  }),

  geosearch: command({
    arity: -7,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '6.2.0',
    group: 'geo',
    complexity: 'O(N+log(M))',
    usage:
      'key (FROMMEMBER member | FROMLONLAT (longitude:double latitude:double)) ((BYRADIUS radius:double (M | KM | FT | MI)) | (BYBOX width:double height:double (M | KM | FT | MI))) [ASC | DESC] [COUNT count:integer [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]',
    summary: 'Finds the members in a circle or a box.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 1, centre: 'option', stores: 'never' }),
  }),

  geosearchstore: command({
    arity: -8,
    flags: ['write', 'denyoom'],
    categories: ['geo'],
    keys: [keyRange('OW update', 1), keyRange('RO access', 2, 0, 1)],
    since: '6.2.0',
    group: 'geo',
    complexity: 'O(N+log(M))',
    usage:
      'destination source (FROMMEMBER member | FROMLONLAT (longitude:double latitude:double)) ((BYRADIUS radius:double (M | KM | FT | MI)) | (BYBOX width:double height:double (M | KM | FT | MI))) [ASC | DESC] [COUNT count:integer [ANY]] [STOREDIST]',
    summary: 'Stores the members in a circle or a box.',
    parse: (argv) => argv,
    run: (connection, argv) =>
      search(connection, argv, { keyAt: 2, centre: 'option', stores: 'always' }),
  }),
};
