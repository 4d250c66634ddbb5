/**
 * MIGRATE: keys to another server. 7.2 stands still until the other server has answered; here all
 * clients are paused for that time, so nobody sees a key on its way.
 */
import { encodeDump } from '../../../../harness/rdb/dump.ts';
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, Tail, word } from '../../arguments.ts';
import { type CommandSpec, command, type Family, type Outcome } from '../../command.ts';
import { type Connection, settle } from '../../connection.ts';
import type { Core } from '../../core.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { remainingMs } from '../../instant.ts';
import { keyAfter, keyRange } from '../../key-spec.ts';
import type { Database } from '../../keyspace.ts';
import { pauseClients, unpauseClients } from '../../pause.ts';
import { error, OK, status } from '../../replies.ts';
import { toRdb } from './dump-value.ts';
import { carryOver, type Dial, type Transfer } from './migrate-transfer.ts';

const NO_KEY = status('NOKEY');

const DEFAULT_TIMEOUT_MS = 1000;
// What 7.2 takes for "the database that is selected already".
const NO_DATABASE = -1;
// The timeout is for each wait, and connecting and reading are at most so many.
const WAITS_MAX = 4;
// Node fires a timer of 2^31 ms and more at once, so no sum of the waits may come to that.
const TIMEOUT_MS_MAX = 2 ** 28;

interface Migrate {
  readonly host: ByteString;
  readonly port: ByteString;
  readonly keys: readonly ByteString[];
  readonly database: number;
  readonly timeoutMs: number;
  readonly copy?: true;
  readonly replace?: true;
  readonly credentials?: readonly ByteString[];
}

type Options = Pick<Migrate, 'keys' | 'copy' | 'replace' | 'credentials'>;

function parse(argv: readonly ByteString[]): Migrate {
  const options = optionsOf(argv);
  const timeoutMs = integerOf(at(argv, 5));
  const database = integerOf(at(argv, 4));
  return {
    ...options,
    host: at(argv, 1),
    port: at(argv, 2),
    database,
    timeoutMs: timeoutMs <= 0 ? DEFAULT_TIMEOUT_MS : Math.min(timeoutMs, TIMEOUT_MS_MAX),
  };
}

function optionsOf(argv: readonly ByteString[]): Options {
  const tail = new Tail(argv, 6);
  const key = at(argv, 3);
  let options: Options = { keys: [key] };
  while (tail.more) {
    const option = tail.word();
    if (option === 'COPY') options = { ...options, copy: true };
    else if (option === 'REPLACE') options = { ...options, replace: true };
    else if (option === 'AUTH') options = { ...options, credentials: [tail.value()] };
    else if (option === 'AUTH2') {
      options = { ...options, credentials: [tail.value(), tail.value()] };
    } else if (option === 'KEYS') {
      if (key !== '') {
        refuse(
          'ERR When using MIGRATE KEYS option, the key argument must be set to the empty string',
        );
      }
      return { ...options, keys: tail.rest() };
    } else refuse(SYNTAX_ERROR);
  }
  return options;
}

function transferOf(options: Migrate, db: Database, nowMs: number): Transfer {
  const { host, port, timeoutMs, credentials, database, replace } = options;
  const preamble = [
    ...(credentials === undefined ? [] : [['AUTH', ...credentials]]),
    ...(database === NO_DATABASE ? [] : [['SELECT', String(database)]]),
  ];
  const restores = options.keys.flatMap((key) => {
    const entry = db.peek(key);
    if (entry === undefined) return [];
    const left = entry.expiry === undefined ? 0 : remainingMs(entry.expiry.at, nowMs) || 1;
    const payload = encodeDump(toRdb(entry.value));
    const argv = ['RESTORE', key, String(left), payload, ...(replace ? ['REPLACE'] : [])];
    return [{ key, argv }];
  });
  return { host, port, timeoutMs, preamble, restores };
}

function migrate(connection: Connection, options: Migrate, dial: Dial): Outcome {
  const { db } = connection;
  if (options.keys.filter((key) => db.lookupRead(key) !== undefined).length === 0) return NO_KEY;
  const { core } = connection;
  return {
    type: 'later',
    onDone: (tell) => {
      standStill(core, options.timeoutMs, () => handOver(connection, options, dial))
        .then(tell)
        // A bug met in here must cost the client its connection, and no more.
        .catch(() => connection.abort())
        .finally(() => settle(core));
    },
  };
}

async function handOver({ db, core }: Connection, options: Migrate, dial: Dial): Promise<Outcome> {
  const transfer = transferOf(options, db, core.nowMs);
  if (transfer.restores.length === 0) return NO_KEY;
  const { taken, refusal } = await carryOver(transfer, dial);
  core.tick();
  for (const key of options.copy ? [] : taken) {
    if (db.delete(key)) db.changed(key, 'generic', 'del');
  }
  return refusal === undefined ? OK : error(refusal);
}

/** Keeps all clients from doing anything until the work is done; a pause that was on goes on. */
async function standStill<T>(core: Core, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const before = core.pause;
  pauseClients(core, { untilMs: core.nowMs + WAITS_MAX * timeoutMs, only: 'all' });
  try {
    return await work();
  } finally {
    core.tick();
    unpauseClients(core);
    if (before !== undefined && before.untilMs > core.nowMs) pauseClients(core, before);
  }
}

/** MIGRATE with the means to reach other servers. */
export function migrateCommands(dial: Dial): Family {
  const spec: CommandSpec<Migrate> = {
    arity: -6,
    flags: ['write', 'movablekeys'],
    categories: ['keyspace', 'dangerous'],
    keys: [
      keyRange('RW access delete', 3),
      { ...keyAfter('RW access delete incomplete', 'KEYS', -2), find: EVERY_KEY },
    ],
    findKeys: (argv) => keysOf(argv).map((key) => ({ key, flags: ['RW', 'access', 'delete'] })),
    tips: ['nondeterministic_output'],
    since: '2.6.0',
    group: 'generic',
    complexity: 'O(N)',
    usage:
      'host port:integer (key | "") destination-db:integer timeout:integer [COPY] [REPLACE] [AUTH password | AUTH2 (username password)] [KEYS key...]',
    summary: 'Moves keys to another server, or copies them.',
    parse,
    run: (connection, options) => migrate(connection, options, dial),
  };
  return { migrate: command(spec) };
}

const EVERY_KEY = { kind: 'range', last: -1, step: 1, limit: 0 } as const;

/** Behind KEYS, if the one key is empty, as it has to be; a credential may be spelled KEYS too. */
function keysOf(argv: readonly ByteString[]): readonly ByteString[] {
  const key = at(argv, 3);
  for (let n = 6; n < argv.length; n += 1) {
    const option = word(argv, n);
    if (option === 'AUTH') n += 1;
    else if (option === 'AUTH2') n += 2;
    else if (option === 'KEYS' && n + 1 < argv.length) return key === '' ? argv.slice(n + 1) : [];
  }
  return [key];
}
