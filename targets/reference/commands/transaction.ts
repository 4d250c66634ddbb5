/** MULTI, EXEC, DISCARD, WATCH, UNWATCH. The dispatcher does the queueing. */
import { accessLostSinceQueued } from '../acl/refuse-access.ts';
import { command, type Family, NO_REPLY, type Outcome } from '../command.ts';
import type { Connection, QueuedCommand, Transaction } from '../connection.ts';
import { afterwards, countError, execute } from '../dispatch.ts';
import { refuse } from '../errors.ts';
import { allKeys } from '../key-spec.ts';
import { error, NULL_ARRAY, OK } from '../replies.ts';
import { unwatch, watch } from '../watch.ts';

function exec(connection: Connection): Outcome {
  const { transaction } = connection;
  if (transaction === undefined) return refuse('ERR EXEC without MULTI');
  const watchedChanged = connection.transactionFailed || watchedExpired(connection);
  unwatch(connection);
  if (transaction.broken || watchedChanged) connection.transaction = undefined;
  if (transaction.broken) {
    refuse('EXECABORT Transaction discarded because of previous errors.');
  }
  if (watchedChanged) return NULL_ARRAY;
  connection.startArray(transaction.queue.length);
  transaction.running = true;
  return runQueue(connection, transaction, 0);
}

/**
 * Replies one by one, as the protocol may change on the way (HELLO), replies be turned off, and
 * SUBSCRIBE confirm more than once. Goes on later when a command takes long.
 */
function runQueue(connection: Connection, transaction: Transaction, from: number): Outcome {
  const { queue } = transaction;
  for (let index = from; index < queue.length; index++) {
    const outcome = runQueued(connection, queue[index] as QueuedCommand);
    if (outcome.type === 'later') {
      return afterwards(outcome, (reply) => {
        sendOwn(connection, reply);
        return runQueue(connection, transaction, index + 1);
      });
    }
    sendOwn(connection, outcome);
  }
  connection.transaction = undefined;
  return NO_REPLY;
}

function runQueued(connection: Connection, { command: queued, argv }: QueuedCommand): Outcome {
  const lost = accessLostSinceQueued(connection, queued, argv);
  if (lost === undefined) return execute(connection, queued, argv);
  countError(connection.core, lost);
  return error(lost);
}

/** Nothing blocks inside a transaction: what would, answers as if its time were up. */
function sendOwn(connection: Connection, outcome: Outcome): void {
  if (outcome.type === 'none' || outcome.type === 'later') return;
  connection.send(
    outcome.type === 'block' ? (outcome.immediateReply ?? outcome.timeoutReply) : outcome,
  );
  // Who is to be closed hears nothing more, though the rest of its queue runs.
  if (connection.closing) connection.replyMode = 'off';
}

/** A watched key that is past its time has changed, even if nothing has removed it yet. */
function watchedExpired(connection: Connection): boolean {
  for (const [db, keys] of connection.watched) {
    for (const key of keys) if (db.expireIfDue(key)) return true;
  }
  return false;
}

export const transactionCommands: Family = {
  multi: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
    categories: ['transaction'],
    since: '1.2.0',
    group: 'transactions',
    complexity: 'O(1)',
    summary: 'Starts a transaction: the commands that follow are queued.',
    parse: () => undefined,
    run: (connection) => {
      if (connection.transaction !== undefined) refuse('ERR MULTI calls can not be nested');
      connection.transaction = { queue: [], broken: false, running: false };
      return OK;
    },
  }),

  exec: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'skip_slowlog'],
    categories: ['transaction'],
    since: '1.2.0',
    group: 'transactions',
    complexity: 'Depends on commands in the transaction',
    summary: 'Runs the queued commands, unless a watched key has changed.',
    parse: () => undefined,
    run: exec,
  }),

  discard: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
    categories: ['transaction'],
    since: '2.0.0',
    group: 'transactions',
    complexity: 'O(N), when N is the number of queued commands',
    summary: 'Forgets the queued commands.',
    parse: () => undefined,
    run: (connection) => {
      if (connection.transaction === undefined) refuse('ERR DISCARD without MULTI');
      connection.transaction = undefined;
      unwatch(connection);
      return OK;
    },
  }),

  watch: command({
    arity: -2,
    flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
    categories: ['transaction'],
    keys: allKeys('RO'),
    since: '2.2.0',
    group: 'transactions',
    complexity: 'O(1) for every key.',
    usage: 'key...',
    summary: 'Makes the next EXEC depend on keys staying as they are.',
    parse: (argv) => argv.slice(1),
    run: (connection, keys) => {
      if (connection.transaction !== undefined) refuse('ERR WATCH inside MULTI is not allowed');
      for (const key of keys) {
        // A key that is past its time already must not fail the transaction by being removed.
        connection.db.expireIfDue(key);
        watch(connection, key);
      }
      return OK;
    },
  }),

  unwatch: command({
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast', 'allow_busy'],
    categories: ['transaction'],
    since: '2.2.0',
    group: 'transactions',
    complexity: 'O(1)',
    summary: 'Forgets the watched keys.',
    parse: () => undefined,
    run: (connection) => {
      unwatch(connection);
      return OK;
    },
  }),
};
