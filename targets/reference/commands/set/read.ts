/** Commands that look at one set. */
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { firstKey } from '../../key-spec.ts';
import { array, bulk, integer, ONE, set as setReply, ZERO } from '../../replies.ts';
import { cursorOf, scanOptionsOf, scanReply } from '../../scan.ts';

export const readCommands: Family = {
  scard: command({
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['set'],
    keys: firstKey('RO'),
    since: '1.0.0',
    group: 'set',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Tells how many members a set has.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => integer(db.read(key, 'set')?.size ?? 0),
  }),

  sismember: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['set'],
    keys: firstKey('RO'),
    since: '1.0.0',
    group: 'set',
    complexity: 'O(1)',
    usage: 'key member',
    summary: 'Tells whether a member is there.',
    parse: (argv) => ({ key: at(argv, 1), member: at(argv, 2) }),
    run: ({ db }, { key, member }) => (db.read(key, 'set')?.has(member) ? ONE : ZERO),
  }),

  smismember: command({
    arity: -3,
    flags: ['readonly', 'fast'],
    categories: ['set'],
    keys: firstKey('RO access'),
    since: '6.2.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'key member...',
    summary: 'Tells for each of several members whether it is there.',
    parse: (argv) => ({ key: at(argv, 1), members: argv.slice(2) }),
    run: ({ db }, { key, members }) => {
      const set = db.read(key, 'set');
      return array(members.map((member) => (set?.has(member) ? ONE : ZERO)));
    },
  }),

  smembers: command({
    arity: 2,
    flags: ['readonly'],
    categories: ['set'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output_order'],
    since: '1.0.0',
    group: 'set',
    complexity: 'O(N)',
    usage: 'key',
    summary: 'Reads all members.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => setReply((db.read(key, 'set')?.members() ?? []).map(bulk)),
  }),

  sscan: command({
    arity: -3,
    flags: ['readonly'],
    categories: ['set'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '2.8.0',
    group: 'set',
    complexity: 'O(1)',
    usage: 'key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]',
    summary: 'Goes through the members, some at each call.',
    parse: (argv) => ({ key: at(argv, 1), cursor: cursorOf(at(argv, 2)), argv }),
    run: ({ db }, { key, cursor, argv }) => {
      const set = db.read(key, 'set');
      if (set === undefined) return scanReply(0, []);
      // 7.2 looks at the options only when there is something to scan.
      const { count, matches } = scanOptionsOf(argv, 2);
      const step = set.scan(cursor, count);
      return scanReply(step.cursor, step.members.filter(matches));
    },
  }),
};
