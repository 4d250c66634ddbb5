/** The commands of replication, as a server answers them that nobody follows and that follows nobody. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, integerWithin, Tail, word } from '../../arguments.ts';
import { command, type Family, NO_REPLY, type Outcome } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { OK } from '../../replies.ts';

const NO_REPLICATION = 'ERR This server does not replicate';

function checkPrimary(argv: readonly ByteString[]): 'none' | 'other' {
  if (word(argv, 1) === 'NO' && word(argv, 2) === 'ONE') return 'none';
  integerWithin(at(argv, 2), [0, 65535], 'ERR Invalid master port');
  return 'other';
}

/** A server that follows nobody goes on doing so. */
function follow(primary: 'none' | 'other'): Outcome {
  return primary === 'none' ? OK : refuse(NO_REPLICATION);
}

function checkFailover(argv: readonly ByteString[]): 'abort' | 'start' {
  if (argv.length === 2 && word(argv, 1) === 'ABORT') return 'abort';
  const seen = new Set<string>();
  const tail = new Tail(argv, 1);
  while (tail.more) {
    const option = tail.word();
    if (seen.has(option)) refuse(SYNTAX_ERROR);
    seen.add(option);
    checkFailoverOption(option, tail);
  }
  return 'start';
}

function checkFailoverOption(option: string, tail: Tail): void {
  if (option === 'TO') {
    tail.value();
    integerOf(tail.value());
  } else if (option === 'TIMEOUT') {
    if (integerOf(tail.value()) <= 0) refuse('ERR FAILOVER timeout must be greater than 0');
  } else if (option !== 'FORCE') refuse(SYNTAX_ERROR);
}

const ADDRESS_CHARS_MAX = 255;
const ZERO_OR_ONE = 'ERR value is out of range, value must between 0 and 1';

/** Says whether there is a reply: acknowledgements are not answered. */
function checkReplicaOptions(argv: readonly ByteString[]): 'reply' | 'no-reply' {
  if (argv.length % 2 === 0) refuse(SYNTAX_ERROR);
  for (let index = 1; index < argv.length; index += 2) {
    const [name, value] = [at(argv, index), at(argv, index + 1)];
    const option = name.toLowerCase();
    if (option === 'ack' || option === 'getack') return 'no-reply';
    checkReplicaOption(option, value, name);
  }
  return 'reply';
}

/** The address is as long as a host name can be, and `rdb-filter-only` a list with one known word. */
function checkReplicaOption(option: string, value: ByteString, name: ByteString): void {
  if (option === 'listening-port' || option === 'rdb-only') integerOf(value);
  if (option === 'rdb-only') integerWithin(value, [0, 1], ZERO_OR_ONE);
  if (option === 'ip-address' && value.length > ADDRESS_CHARS_MAX) {
    refuse(
      `ERR REPLCONF ip-address provided by replica instance is too long: ${value.length} bytes`,
    );
  }
  const unknown = value.split(' ').find((part) => part !== '' && part !== 'functions');
  if (option === 'rdb-filter-only' && unknown !== undefined) {
    refuse(`ERR Unsupported rdb-filter-only option: ${unknown}`);
  }
  if (!REPLICA_OPTIONS.has(option)) refuse(`ERR Unrecognized REPLCONF option: ${name}`);
}

const REPLICA_OPTIONS: ReadonlySet<string> = new Set([
  'listening-port',
  'ip-address',
  'capa',
  'rdb-only',
  'rdb-filter-only',
]);

export const replicationCommands: Family = {
  replicaof: command({
    arity: 3,
    flags: ['admin', 'noscript', 'stale', 'no_async_loading'],
    categories: [],
    since: '5.0.0',
    group: 'server',
    complexity: 'O(1)',
    usage: '((host port:integer) | (NO ONE))',
    summary: 'Makes the server a replica, or a primary again.',
    parse: checkPrimary,
    run: (_, primary) => follow(primary),
  }),

  slaveof: command({
    arity: 3,
    flags: ['admin', 'noscript', 'stale', 'no_async_loading'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    deprecatedSince: '5.0.0',
    complexity: 'O(1)',
    usage: '((host port:integer) | (NO ONE))',
    summary: 'The older name of REPLICAOF.',
    parse: checkPrimary,
    run: (_, primary) => follow(primary),
  }),

  failover: command({
    arity: -1,
    flags: ['admin', 'noscript', 'stale'],
    categories: [],
    since: '6.2.0',
    group: 'server',
    complexity: 'O(1)',
    usage: '[TO (host port:integer [FORCE])] [ABORT] [TIMEOUT milliseconds:integer]',
    summary: 'Hands the role of the primary over to a replica.',
    parse: checkFailover,
    run: (_, what) =>
      what === 'abort'
        ? refuse('ERR No failover in progress.')
        : refuse('ERR FAILOVER requires connected replicas.'),
  }),

  replconf: command({
    arity: -1,
    flags: ['admin', 'noscript', 'loading', 'stale', 'allow_busy'],
    categories: [],
    since: '3.0.0',
    group: 'server',
    complexity: 'O(1)',
    summary: 'How a replica tells its primary about itself.',
    parse: checkReplicaOptions,
    run: (_, wanted) => (wanted === 'reply' ? OK : NO_REPLY),
  }),

  psync: command({
    arity: -3,
    flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],
    categories: [],
    since: '2.8.0',
    group: 'server',
    usage: 'replicationid offset:integer',
    summary: 'How a replica asks for the stream of writes.',
    parse: (argv) => integerOf(at(argv, 2)),
    run: () => refuse(NO_REPLICATION),
  }),

  sync: command({
    arity: 1,
    flags: ['admin', 'noscript', 'no_async_loading', 'no_multi'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    summary: 'How a replica asked for the stream of writes before PSYNC.',
    parse: () => undefined,
    run: () => refuse(NO_REPLICATION),
  }),
};
