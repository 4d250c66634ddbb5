/** EXPIRE and its relatives: when a key is to go. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { type CommandFacts, type CommandSpec, command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { type ExpiryArgument, type Instant, instantOf } from '../../instant.ts';
import { firstKey } from '../../key-spec.ts';
import { ONE, ZERO } from '../../replies.ts';

interface Expire {
  readonly key: ByteString;
  readonly expiry: ExpiryArgument;
  readonly conditions: ReadonlySet<string>;
}

const CONDITIONS = ['NX', 'XX', 'GT', 'LT'];

function conditionsOf(words: readonly ByteString[]): ReadonlySet<string> {
  const conditions = new Set<string>();
  for (const given of words) {
    const condition = given.toUpperCase();
    if (!CONDITIONS.includes(condition)) refuse(`ERR Unsupported option ${given}`);
    conditions.add(condition);
  }
  if (conditions.has('NX') && conditions.size > 1) {
    refuse('ERR NX and XX, GT or LT options at the same time are not compatible');
  }
  if (conditions.has('GT') && conditions.has('LT')) {
    refuse('ERR GT and LT options at the same time are not compatible');
  }
  return conditions;
}

/** A key without an expiry counts as one that lives for ever. */
function allows(conditions: ReadonlySet<string>, old: Instant | undefined, at: Instant): boolean {
  if (conditions.has('NX') && old !== undefined) return false;
  if (conditions.has('XX') && old === undefined) return false;
  if (conditions.has('GT') && (old === undefined || at <= old)) return false;
  return !(conditions.has('LT') && old !== undefined && at >= old);
}

function expire(connection: Connection, { key, expiry, conditions }: Expire, name: string): Reply {
  const { db, core } = connection;
  const { nowMs } = core;
  const at = instantOf(expiry, { nowMs, command: name, positive: false });
  const entry = db.lookup(key);
  if (entry === undefined || !allows(conditions, entry.expiry?.at, at)) return ZERO;
  if (at <= nowMs) {
    db.delete(key);
    db.changed(key, 'generic', 'del');
  } else {
    db.expireAt(entry, at);
    db.changed(key, 'generic', 'expire');
  }
  return ONE;
}

function expireCommand(
  name: string,
  form: Omit<ExpiryArgument, 'text'>,
  facts: CommandFacts,
): CommandSpec<unknown> {
  return command({
    ...facts,
    parse: (argv): Expire => ({
      key: at(argv, 1),
      expiry: { ...form, text: at(argv, 2) },
      conditions: conditionsOf(argv.slice(3)),
    }),
    run: (connection, options) => expire(connection, options, name),
  });
}

export const expireCommands: Family = {
  expire: expireCommand(
    'expire',
    { unit: 'seconds', relative: true },
    {
      arity: -3,
      flags: ['write', 'fast'],
      categories: ['keyspace'],
      keys: firstKey('RW update'),
      since: '1.0.0',
      group: 'generic',
      complexity: 'O(1)',
      usage: 'key seconds:integer [NX | XX | GT | LT]',
      summary: 'Lets a key expire after a number of seconds.',
    },
  ),
  pexpire: expireCommand(
    'pexpire',
    { unit: 'milliseconds', relative: true },
    {
      arity: -3,
      flags: ['write', 'fast'],
      categories: ['keyspace'],
      keys: firstKey('RW update'),
      since: '2.6.0',
      group: 'generic',
      complexity: 'O(1)',
      usage: 'key milliseconds:integer [NX | XX | GT | LT]',
      summary: 'Lets a key expire after a number of milliseconds.',
    },
  ),
  expireat: expireCommand(
    'expireat',
    { unit: 'seconds', relative: false },
    {
      arity: -3,
      flags: ['write', 'fast'],
      categories: ['keyspace'],
      keys: firstKey('RW update'),
      since: '1.2.0',
      group: 'generic',
      complexity: 'O(1)',
      usage: 'key unix-time-seconds:unix-time [NX | XX | GT | LT]',
      summary: 'Lets a key expire at a moment given in seconds since the epoch.',
    },
  ),
  pexpireat: expireCommand(
    'pexpireat',
    { unit: 'milliseconds', relative: false },
    {
      arity: -3,
      flags: ['write', 'fast'],
      categories: ['keyspace'],
      keys: firstKey('RW update'),
      since: '2.6.0',
      group: 'generic',
      complexity: 'O(1)',
      usage: 'key unix-time-milliseconds:unix-time [NX | XX | GT | LT]',
      summary: 'Lets a key expire at a moment given in milliseconds since the epoch.',
    },
  ),
};
