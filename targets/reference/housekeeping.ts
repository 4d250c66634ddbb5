/** What the server does by itself, `hz` times a second: expire keys, close idle clients. */
import { expireSome } from './active-expiry.ts';
import { type Connection, settle } from './connection.ts';
import type { Core } from './core.ts';
import { serveWaiters } from './dispatch.ts';
import { isSubscribed } from './pubsub.ts';
import { noteEvent } from './statistics/note-event.ts';

export class Housekeeping {
  readonly #core: Core;
  #timer: unknown;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    const core = this.#core;
    this.#timer = core.timers.set(() => {
      // Nothing may change while clients are held up, so that they find what they left.
      if (core.pause === undefined && !core.scripts.busy) keepHouse(core);
      this.start();
    }, 1000 / core.settings.hz);
  }

  stop(): void {
    this.#core.timers.clear(this.#timer);
  }
}

function keepHouse(core: Core): void {
  core.tick();
  const startedAt = core.stopwatch();
  expireSome(core);
  noteEvent(core, 'expire-cycle', core.stopwatch() - startedAt);
  // Those who wait in a group of a stream hear when it expires.
  if (!core.scripts.busy) serveWaiters(core);
  closeIdle(core);
  takeSamples(core);
  settle(core);
}

function takeSamples(core: Core): void {
  const { inputBytes, outputBytes } = core.traffic;
  core.rates.sample({ commands: core.commandsProcessed, inputBytes, outputBytes }, core.nowMs);
  core.memoryPeak.note(core.keyspace.ledger.usedBytes(core.keyspace));
}

function closeIdle(core: Core): void {
  const timeoutMs = core.settings.timeout * 1000;
  if (timeoutMs === 0) return;
  for (const connection of [...core.connections.values()]) {
    const idleMs = core.nowMs - connection.lastActiveAtMs;
    if (idleMs > timeoutMs && !isWaiting(connection)) connection.close();
  }
}

/** Who waits in a blocking command, for messages or for the commands of others is not idle. */
function isWaiting(connection: Connection): boolean {
  const { waiter, postponed, core } = connection;
  if (waiter !== undefined || postponed !== undefined) return true;
  return isSubscribed(connection) || core.monitors.has(connection);
}
