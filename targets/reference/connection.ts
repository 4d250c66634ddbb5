/**
 * One client: what it has selected, queued and watched, and its output. It knows no socket: bytes
 * come in by `receive`, leave by `peer.write`, one write for all replies to one chunk of input.
 */
import { encode } from '../../harness/wire/encode.ts';
import type { ByteString, Protocol, Reply } from '../../harness/wire/reply.ts';
import type { User } from './acl/user.ts';
import type { Waiter } from './blocking.ts';
import type { Command } from './command-table.ts';
import type { Core } from './core.ts';
import type { Database } from './keyspace.ts';
import { noSubscriptions, type Subscriptions } from './pubsub.ts';
import { error as errorReply } from './replies.ts';
import { type ProtocolError, RequestParser } from './request-parser.ts';
import type { ClientTracking } from './tracking.ts';
import { unwatch } from './watch.ts';

/** The other end, as the connection sees it. */
export interface Peer {
  /** `ip:port` of the client. */
  readonly address: string;
  readonly localAddress: string;
  write(bytes: ByteString): void;
  /** Closes after what was written has been sent. */
  close(): void;
}

export interface QueuedCommand {
  readonly command: Command;
  readonly argv: readonly ByteString[];
}

export interface Transaction {
  readonly queue: QueuedCommand[];
  /** A command was refused while queueing, so EXEC must refuse too. */
  broken: boolean;
  /** EXEC is working the queue off. */
  running: boolean;
}

/** What the commands of one connection are given to: the dispatcher, seen from here. */
export type Dispatch = (connection: Connection, argv: readonly ByteString[]) => void;

// Longer output is handed to the socket within a batch, so that no string grows without bound.
const OUTPUT_CHARS_MAX = 256 * 1024;

export class Connection {
  readonly id: number;
  readonly core: Core;
  readonly peer: Peer;
  readonly createdAtMs: number;
  readonly parser: RequestParser;
  readonly #dispatch: Dispatch;
  protocol: Protocol = 2;
  db: Database;
  /** Whom its commands are run for. */
  user: User;
  /** It has said who it is, or nobody asked when it came in. */
  authenticated: boolean;
  name: ByteString = '';
  libName: ByteString = '';
  libVersion: ByteString = '';
  lastCommand: Command | undefined;
  lastActiveAtMs: number;
  transaction: Transaction | undefined;
  /** Set when a watched key has changed. */
  transactionFailed = false;
  readonly watched: Map<Database, Set<ByteString>> = new Map();
  readonly subscriptions: Subscriptions = noSubscriptions();
  tracking: ClientTracking | undefined;
  /** While blocked, input waits in the parser. */
  waiter: Waiter | undefined;
  /** What came of its command is told later; input waits in the parser. */
  awaitsOutcome = false;
  /** On the connection that the commands of scripts run on: whose script it is. */
  caller: Connection | undefined;
  /** A command held back by a pause, to be run first when it ends. */
  postponed: readonly ByteString[] | undefined;
  replyMode: 'on' | 'off' | 'skip-next' | 'skipping' = 'on';
  noEvict = false;
  noTouch = false;
  closing = false;
  closed = false;
  /** Since when more output than the soft limit waits for it. */
  slowSinceMs: number | undefined;
  /** Set by the socket's owner while the client reads too slowly; its input waits. */
  choked = false;
  #output: ByteString = '';
  /** Pushes that came while its command ran, to go out behind the reply. */
  #heldPushes: ByteString = '';
  #running = false;

  constructor(core: Core, peer: Peer, dispatch: Dispatch) {
    this.core = core;
    this.peer = peer;
    this.#dispatch = dispatch;
    this.id = core.nextConnectionId();
    this.createdAtMs = core.nowMs;
    this.lastActiveAtMs = core.nowMs;
    this.db = firstDatabase(core);
    this.user = core.acl.defaultUser;
    this.authenticated = this.user.open;
    this.parser = new RequestParser(() => ({
      guest: !this.authenticated && !core.acl.defaultUser.open,
      bulkBytesMax: core.settings['proto-max-bulk-len'],
      requestBytesMax: core.settings['client-query-buffer-limit'],
    }));
    core.connections.set(this.id, this);
  }

  /** Takes bytes from the client, runs every complete command and writes their replies. */
  receive(chunk: Buffer): void {
    if (this.closed || this.closing) return;
    this.core.traffic.read(chunk.length);
    this.parser.push(chunk);
    this.resume();
    settle(this.core);
  }

  /** Runs the commands that have arrived, as far as nothing holds the connection back. */
  resume(): void {
    // A command that a command of this very connection wakes up is run by the outer loop.
    if (this.#running) return;
    this.#running = true;
    try {
      this.#runArrived();
    } finally {
      this.#running = false;
    }
    this.flush();
  }

  #runArrived(): void {
    while (!this.#heldBack) {
      const argv = this.postponed ?? this.#nextRequest();
      this.postponed = undefined;
      if (argv === undefined) return;
      this.#dispatch(this, argv);
    }
  }

  get #heldBack(): boolean {
    if (this.closing || this.closed || this.choked || this.waiter !== undefined) return true;
    if (this.awaitsOutcome) return true;
    return this.postponed !== undefined && this.core.pause !== undefined;
  }

  #nextRequest(): readonly ByteString[] | undefined {
    try {
      return this.parser.next();
    } catch (error) {
      if (!isProtocolError(error)) throw error;
      this.send(errorReply(`ERR Protocol error: ${error.message}`));
      this.closing = true;
      return undefined;
    }
  }

  /** Adds a reply to the output. */
  send(reply: Reply): void {
    if (!this.#silenced) this.#add(encode(reply, this.protocol));
  }

  /** Whether replies are still to be written that came before. */
  get owesOutput(): boolean {
    return this.#output !== '';
  }

  /** Starts an array in the output whose items are to be sent one by one. */
  startArray(length: number): void {
    if (!this.#silenced) this.#add(`*${length}\r\n`);
  }

  get #silenced(): boolean {
    return this.replyMode === 'off' || this.replyMode === 'skipping';
  }

  /** Adds a push that answers the running command; it comes though replies are off. */
  confirm(reply: Reply): void {
    this.#add(encode(reply, this.protocol));
  }

  /** Adds a push that nobody asked for: behind the reply of the running command, never inside. */
  push(reply: Reply): void {
    this.pushBytes(encode(reply, this.protocol));
  }

  /** As a push it waits for the reply, and as a reply it may be silenced: a line of MONITOR. */
  show(line: Reply): void {
    if (!this.#silenced) this.push(line);
  }

  pushBytes(bytes: ByteString): void {
    // The last that a client hears is the reply to what ended the connection.
    if (this.closing) return;
    if (this.core.executing === this) this.#heldPushes += bytes;
    else this.#add(bytes);
  }

  releasePushes(): void {
    if (this.#heldPushes === '') return;
    const bytes = this.#heldPushes;
    this.#heldPushes = '';
    if (!this.closing) this.#add(bytes);
  }

  #add(bytes: ByteString): void {
    this.#output += bytes;
    if (this.#output.length > OUTPUT_CHARS_MAX) this.#write();
    if (!this.#running) this.core.unsettled.add(this);
  }

  /** Writes the output, and closes when that was asked for. */
  flush(): void {
    this.#write();
    if (this.closing && !this.closed) {
      this.close();
    }
  }

  #write(): void {
    if (this.#output === '' || this.closed) return;
    const output = this.#output;
    this.#output = '';
    // To be told something counts as being active, too.
    this.lastActiveAtMs = this.core.nowMs;
    this.core.traffic.wrote(output.length);
    this.peer.write(output);
  }

  /** Makes the next EXEC answer null, because a watched key has changed. */
  failTransaction(): void {
    this.transactionFailed = true;
  }

  /** Ends the connection at once, without the replies that are due. */
  abort(): void {
    this.#output = '';
    this.close();
  }

  /** Ends the connection from this side. */
  close(): void {
    if (this.closed) return;
    this.leave();
    this.peer.close();
  }

  /** Forgets the connection: its queue places, watches and registration. */
  leave(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopWaiting();
    unwatch(this);
    this.core.pubsub.forget(this);
    this.core.tracking.stop(this);
    this.core.monitors.delete(this);
    this.core.postponed.delete(this);
    this.core.unsettled.delete(this);
    this.core.connections.delete(this.id);
  }

  /** Leaves the queues of the keys that it waited for; its input goes on after `settle`. */
  stopWaiting(): void {
    const { waiter } = this;
    if (waiter === undefined) return;
    this.waiter = undefined;
    waiter.db.waiters.leave(waiter);
    if (waiter.timer !== undefined) this.core.timers.clear(waiter.timer);
    this.core.unsettled.add(this);
  }
}

/** Lets every connection that a command has touched go on, until nothing is left to do. */
export function settle(core: Core): void {
  core.tracking.broadcast();
  while (core.unsettled.size > 0) {
    const connections = [...core.unsettled];
    core.unsettled.clear();
    for (const connection of connections) connection.resume();
    core.tracking.broadcast();
  }
}

function firstDatabase(core: Core): Database {
  const db = core.database(0);
  if (db === undefined) throw new Error('a server has at least one database');
  return db;
}

function isProtocolError(error: unknown): error is ProtocolError {
  return error instanceof Error && error.name === 'ProtocolError';
}
