/**
 * One path for every command: lookup → arity → state checks → queue or run → reply → serve waiters.
 * MULTI, blocking, pausing and statistics are here once, and nowhere in the commands.
 */
import { type ByteString, errorCode, type Reply } from '../../harness/wire/reply.ts';
import { denialOf } from './acl/access.ts';
import { accessRefusal } from './acl/refuse-access.ts';
import type { BlockRequest, Waiter } from './blocking.ts';
import { CommandError, type CommandFlag, type Later, type Outcome } from './command.ts';
import type { Command } from './command-table.ts';
import { type Connection, settle, type Transaction } from './connection.ts';
import type { Core } from './core.ts';
import type { Database } from './keyspace.ts';
import { isShown, showToMonitors } from './monitor.ts';
import { refusalOf } from './refusal.ts';
import { error, QUEUED } from './replies.ts';
import { effectiveFlags } from './script/effective-flags.ts';
import { noteCall } from './statistics/note-call.ts';
import { unwatch } from './watch.ts';

/** Runs one request of a connection: replies, queues, blocks or postpones. */
export function dispatch(connection: Connection, argv: readonly ByteString[]): void {
  const { core } = connection;
  core.tick();
  connection.lastActiveAtMs = core.nowMs;
  const command = core.commands.find(argv);
  if (command === undefined && isHttp(argv)) {
    connection.abort();
    return;
  }
  connection.lastCommand = command;
  core.request = argv;
  const refusal = refusalOf(connection, command, argv);
  if (command === undefined || refusal !== undefined) {
    refuseRequest(connection, { command, argv }, refusal ?? 'ERR unknown command');
    return;
  }
  if (core.tracking.clients > 0) {
    core.tracking.keepWithinLimit(core.settings['tracking-table-max-keys']);
  }
  if (isPaused(connection, { command, argv })) {
    connection.postponed = argv;
    core.postponed.add(connection);
    return;
  }
  answering(connection, () => {
    const outcome =
      connection.transaction !== undefined && !RUN_INSIDE_MULTI.has(command.name)
        ? enqueue(connection, connection.transaction, { command, argv })
        : execute(connection, command, argv);
    finish(connection, { command, argv }, outcome);
  });
  if (core.readyKeys.size > 0 && !core.scripts.busy) serveWaiters(core);
}

/** Does the work of a command, and then tells its client what it was pushed meanwhile. */
function answering(connection: Connection, work: () => void): void {
  const { core } = connection;
  core.executing = connection;
  try {
    work();
    core.tracking.tellOwn(connection);
  } finally {
    core.executing = undefined;
    connection.releasePushes();
  }
}

/** What a browser sends when a page tries to talk to the server, which must not get through. */
function isHttp([name = '']: readonly ByteString[]): boolean {
  return /^(?:post|host:)$/i.test(name);
}

/** Commands that act at once between MULTI and EXEC instead of being queued. */
const RUN_INSIDE_MULTI: ReadonlySet<string> = new Set([
  'exec',
  'discard',
  'multi',
  'watch',
  'quit',
  'reset',
]);

interface Request {
  readonly command: Command;
  readonly argv: readonly ByteString[];
}

function enqueue(
  { transactionFailed }: Connection,
  { queue, broken }: Transaction,
  request: Request,
): Reply {
  // Of a transaction that will not run nothing more is kept, which CLIENT LIST shows.
  if (!broken && !transactionFailed) queue.push(request);
  return QUEUED;
}

/** Parses and runs a command; a refusal becomes its error reply. */
export function execute(
  connection: Connection,
  command: Command,
  argv: readonly ByteString[],
): Outcome {
  const { core } = connection;
  core.commandsProcessed += 1;
  core.keyspace.countsUses = !connection.noTouch || command.name === 'touch';
  // A script is shown before what it calls; any other command when it is done.
  if (core.monitors.size > 0 && command.flags.has('skip_monitor')) {
    showToMonitors(connection, { command, argv });
  }
  const startedAt = core.stopwatch();
  const outcome = attempt(connection, { command, argv });
  if (outcome.type !== 'later') return ended(connection, { command, argv, startedAt }, outcome);
  return afterwards(outcome, (final) => ended(connection, { command, argv, startedAt }, final));
}

interface Execution extends Request {
  readonly startedAt: number;
}

/** Takes note of a command that has ended, and passes on what came of it. */
function ended(connection: Connection, execution: Execution, outcome: Outcome): Outcome {
  const { core } = connection;
  const { command, startedAt } = execution;
  const microseconds = Math.floor(core.stopwatch() - startedAt);
  // One that waits is noted when it is served.
  const waits = outcome.type === 'block' && connection.transaction === undefined;
  if (!waits) noteCall(connection, execution, microseconds);
  noteFailure(core, command, outcome);
  if (core.monitors.size > 0 && isShown(command)) showToMonitors(connection, execution);
  rememberReader(core, execution);
  return outcome;
}

/** What comes when a first outcome is there, and with it a second one. */
export function afterwards(first: Later, next: (outcome: Outcome) => Outcome): Later {
  return {
    type: 'later',
    onDone: (tell) =>
      first.onDone((outcome) => {
        const second = next(outcome);
        if (second.type === 'later') second.onDone(tell);
        else tell(second);
      }),
  };
}

function noteFailure(core: Core, command: Command, outcome: Outcome): void {
  if (outcome.type !== 'error') return;
  command.failedCalls += 1;
  // What a command of a script failed with is counted by then.
  if (!('counted' in outcome && outcome.counted)) countError(core, outcome.text);
}

/** What a script reads is tracked for its caller; the script itself reads nothing. */
function rememberReader({ executing, tracking }: Core, request: Request): void {
  if (executing?.tracking === undefined) return;
  const { flags } = request.command;
  if (flags.has('readonly') && !flags.has('skip_monitor')) tracking.remember(executing, request);
}

function attempt(connection: Connection, { command, argv }: Request): Outcome {
  const { spec } = command;
  if (spec === undefined) throw new Error(`${command.fullName} has nothing to run`);
  try {
    return spec.run(connection, spec.parse(argv));
  } catch (thrown) {
    if (thrown instanceof CommandError) return error(thrown.message);
    throw thrown;
  }
}

function finish(connection: Connection, request: Request, outcome: Outcome): void {
  if (outcome.type === 'block') {
    wait(connection, request, outcome);
    return;
  }
  if (outcome.type === 'later') {
    finishLater(connection, request, outcome);
    return;
  }
  if (outcome.type !== 'none') connection.send(outcome);
  endRequest(connection, request.command);
}

/** The client's input waits until it is known what came of its command. */
function finishLater(connection: Connection, request: Request, { onDone }: Later): void {
  const { core } = connection;
  connection.awaitsOutcome = true;
  onDone((outcome) => {
    connection.awaitsOutcome = false;
    answering(connection, () => finish(connection, request, outcome));
    core.unsettled.add(connection);
    if (core.readyKeys.size > 0) serveWaiters(core);
    settle(core);
  });
}

/** Ends what held for one request only; one that waits ends when it has its reply. */
function endRequest(connection: Connection, command: Command | undefined): void {
  const { replyMode, tracking, transaction } = connection;
  // SKIP silences itself and the one command that comes after it.
  if (replyMode === 'skipping') connection.replyMode = 'on';
  else if (replyMode === 'skip-next') connection.replyMode = 'skipping';
  if (tracking === undefined || transaction !== undefined) return;
  if (!command?.fullName.startsWith('client|')) tracking.cachingSaid = false;
}

function refuseRequest(
  connection: Connection,
  { command, argv }: { command: Command | undefined; argv: readonly ByteString[] },
  why: string,
): void {
  if (command !== undefined) command.rejectedCalls += 1;
  const abortsExec = command?.name === 'exec';
  if (abortsExec) {
    connection.transaction = undefined;
    unwatch(connection);
  } else if (connection.transaction !== undefined) {
    connection.transaction.broken = true;
  }
  const text = abortsExec
    ? `EXECABORT Transaction discarded because of: ${why.replace(/^ERR /, '')}`
    : why;
  countError(connection.core, text);
  connection.send(error(text));
  // Who has seen the MULTI sees that the transaction is over.
  if (abortsExec) showToMonitors(connection, { command, argv });
  endRequest(connection, command);
}

/** Counts an error reply for INFO. */
export function countError(core: Core, text: ByteString): void {
  const code = errorCode(text);
  core.errorCounts.set(code, (core.errorCounts.get(code) ?? 0) + 1);
}

function isPaused(connection: Connection, request: Request): boolean {
  const { pause, monitors } = connection.core;
  if (pause === undefined || monitors.has(connection)) return false;
  if (pause.only === 'all') return true;
  const { command, argv } = request;
  return writes(effectiveFlags(connection.core, command, argv)) || execWrites(connection, command);
}

function writes(flags: ReadonlySet<CommandFlag>): boolean {
  return flags.has('write') || flags.has('may_replicate');
}

function execWrites(connection: Connection, command: Command): boolean {
  if (command.name !== 'exec') return false;
  return (
    connection.transaction?.queue.some(({ command: queued, argv }) =>
      writes(effectiveFlags(connection.core, queued, argv)),
    ) ?? false
  );
}

function wait(connection: Connection, request: Request, blockRequest: BlockRequest): void {
  const waiter: Waiter = {
    connection,
    db: connection.db,
    ...request,
    argv: blockRequest.argv ?? request.argv,
    request: blockRequest,
    sinceMs: connection.core.nowMs,
  };
  connection.waiter = waiter;
  connection.db.waiters.enter(waiter);
  if (blockRequest.timeoutMs === 0) return;
  waiter.timer = connection.core.timers.set(() => {
    connection.core.tick();
    release(waiter, blockRequest.timeoutReply);
    settle(connection.core);
  }, blockRequest.timeoutMs);
}

/** Ends a wait with a reply. */
export function release(waiter: Waiter, reply: Outcome): void {
  const { connection, command, request, sinceMs } = waiter;
  connection.stopWaiting();
  const heldUpMs = request.holdsUp ? connection.core.nowMs - sinceMs : 0;
  noteCall(connection, waiter, heldUpMs * 1000);
  if (isReply(reply)) connection.send(reply);
  endRequest(connection, command);
}

function isReply(outcome: Outcome): outcome is Reply {
  return outcome.type !== 'block' && outcome.type !== 'none' && outcome.type !== 'later';
}

/** Runs the commands of those who wait for keys that have become ready, in order of arrival. */
export function serveWaiters(core: Core): void {
  while (core.readyKeys.size > 0) {
    const ready = [...core.readyKeys];
    core.readyKeys.clear();
    for (const [db, keys] of ready) for (const key of keys) serveKey(db, key);
  }
}

function serveKey(db: Database, key: ByteString): void {
  for (const waiter of db.waiters.queue(key)) {
    const { valueType, wakesOnLoss } = waiter.request;
    if (!wakesOnLoss && db.peek(key)?.value.type !== valueType) continue;
    answering(waiter.connection, () => {
      const outcome = attemptAgain(waiter);
      if (outcome.type !== 'block') release(waiter, outcome);
    });
  }
}

/** Who waits may have lost the right to what it waits for. */
function attemptAgain(waiter: Waiter): Outcome {
  const { connection, command, argv } = waiter;
  if (denialOf(connection.user, command, argv) !== undefined) return refuseWaiter(waiter);
  const outcome = attempt(connection, waiter);
  rememberReader(connection.core, waiter);
  return outcome;
}

function refuseWaiter({ connection, command, argv }: Waiter): Outcome {
  // The log of refusals shows it as waiting no more.
  connection.stopWaiting();
  const refusal = accessRefusal(connection, command, argv) ?? '';
  command.rejectedCalls += 1;
  countError(connection.core, refusal);
  return error(refusal);
}
