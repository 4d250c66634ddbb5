/** How long a key has to live, and letting it live for ever. */
import { at } from '../../arguments.ts';
import { type CommandFacts, type CommandSpec, command, type Family } from '../../command.ts';
import { type Instant, inSeconds, remainingMs } from '../../instant.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ONE, ZERO } from '../../replies.ts';

const NO_KEY = integer(-2);
const NO_EXPIRY = integer(-1);

function ttlCommand(
  answer: (at: Instant, nowMs: number) => Instant,
  facts: CommandFacts,
): CommandSpec<unknown> {
  return command({
    ...facts,
    parse: (argv) => at(argv, 1),
    run: ({ db, core }, key) => {
      const entry = db.lookupRead(key, 'unused');
      if (entry === undefined) return NO_KEY;
      return entry.expiry === undefined ? NO_EXPIRY : integer(answer(entry.expiry.at, core.nowMs));
    },
  });
}

export const ttlCommands: Family = {
  ttl: ttlCommand((at, nowMs) => inSeconds(remainingMs(at, nowMs)), {
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '1.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the seconds that a key has to live: -1 for ever, -2 for no key.',
  }),
  pttl: ttlCommand(remainingMs, {
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RO access'),
    tips: ['nondeterministic_output'],
    since: '2.6.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the milliseconds that a key has to live: -1 for ever, -2 for no key.',
  }),
  expiretime: ttlCommand(inSeconds, {
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RO access'),
    since: '7.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the second since the epoch in which a key expires.',
  }),
  pexpiretime: ttlCommand((at) => at, {
    arity: 2,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RO access'),
    since: '7.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Gives the millisecond since the epoch in which a key expires.',
  }),
  persist: command({
    arity: 2,
    flags: ['write', 'fast'],
    categories: ['keyspace'],
    keys: firstKey('RW update'),
    since: '2.2.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'key',
    summary: 'Takes the expiry from a key.',
    parse: (argv) => at(argv, 1),
    run: ({ db }, key) => {
      const entry = db.lookup(key);
      if (entry === undefined || !db.persist(entry)) return ZERO;
      db.changed(key, 'generic', 'persist');
      return ONE;
    },
  }),
};
