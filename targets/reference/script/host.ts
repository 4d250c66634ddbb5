/**
 * The host of scripts and functions: the Lua states, the connection that their commands run on, and
 * what runs now. A call runs in slices. One that takes longer than `busy-reply-threshold` is put
 * aside between slices, and everybody else is answered BUSY until it ends or is killed.
 */

import type { Later, Outcome } from '../command.ts';
import { Connection } from '../connection.ts';
import type { Core } from '../core.ts';
import { error } from '../replies.ts';
import type { ScriptFacts } from '../statistics/script-facts.ts';
import { FunctionLibraries } from './functions/libraries.ts';
import { Drand48 } from './lua/drand48.ts';
import { RunningScript, type ScriptCall } from './running.ts';
import { ScriptCache } from './script-cache.ts';
import { ScriptRun } from './script-run.ts';
import { refusalToStart } from './start-checks.ts';

// How long a script that is put aside runs before others get their turn; in looks, where the clock
// of a test stands still.
const TURN_MS = 20;
const LOOKS_PER_TURN = 1000;

export class ScriptHost {
  readonly core: Core;
  readonly scripts: ScriptCache;
  readonly libraries: FunctionLibraries;
  /** One sequence for all states, as a process has one. */
  readonly random: Drand48 = new Drand48();
  running: RunningScript | undefined;
  #connection: Connection | undefined;
  #timer: unknown;

  constructor(core: Core) {
    this.core = core;
    this.scripts = new ScriptCache(this);
    this.libraries = new FunctionLibraries(this);
  }

  /** Whether a script has been put aside, so that others are refused. */
  get busy(): boolean {
    return this.running?.busy === true;
  }

  /** What INFO tells of scripts and functions. */
  facts(): ScriptFacts {
    const { scripts, libraries } = this;
    return {
      cached: scripts.count,
      cachedBytes: scripts.sizeBytes,
      functions: libraries.functionCount,
      libraries: libraries.all.length,
      functionBytes: libraries.sizeBytes,
    };
  }

  /** What those are told who come while a script has been put aside. */
  get busyText(): string {
    const killer = this.running?.call.kind === 'function' ? 'FUNCTION KILL' : 'SCRIPT KILL';
    return `BUSY Redis is busy running a script. You can only call ${killer} or SHUTDOWN NOSAVE.`;
  }

  /** The connection that the running script's commands run on. */
  connectionOf({ caller, protocol }: RunningScript): Connection {
    this.#connection ??= unseenConnection(this.core);
    this.#connection.protocol = protocol;
    this.#connection.caller = caller;
    return this.#connection;
  }

  /** Runs what a request of `caller` asks for and gives its reply, now or later. */
  run(call: ScriptCall, caller: Connection): Outcome {
    const refusal = refusalToStart(call, this.core);
    if (refusal !== undefined) return error(refusal);
    const running = new RunningScript(call, caller);
    this.running = running;
    this.#takeOver(running);
    const run = new ScriptRun(running);
    const untilMs = running.startedAtMs + this.core.settings['busy-reply-threshold'];
    try {
      const outcome = run.runUntil(untilMs);
      if (outcome === undefined) return this.#putAside(run);
      this.running = undefined;
      return outcome;
    } catch (thrown) {
      this.running = undefined;
      throw thrown;
    }
  }

  /** Commands of the script act for its caller, in the caller's database at first. */
  #takeOver(running: RunningScript): void {
    const { caller } = running;
    const connection = this.connectionOf(running);
    connection.db = caller.db;
    connection.user = caller.user;
    connection.noTouch = caller.noTouch;
  }

  #putAside(run: ScriptRun): Later {
    run.running.busy = true;
    return { type: 'later', onDone: (tell) => this.#continueLater(run, tell) };
  }

  /** The server stops: what has been put aside does not go on. */
  stop(): void {
    this.core.timers.clear(this.#timer);
  }

  #continueLater(run: ScriptRun, tell: (outcome: Outcome) => void): void {
    this.#timer = this.core.timers.set(() => {
      try {
        const outcome = this.#turn(run);
        if (outcome === undefined) this.#continueLater(run, tell);
        else {
          this.running = undefined;
          tell(outcome);
        }
      } catch {
        // A bug met in here must cost the client its connection, and no more.
        this.running = undefined;
        run.running.caller.abort();
      }
    }, 0);
  }

  /** Between turns other commands run; what the script does is its caller's doing. */
  #turn(run: ScriptRun): Outcome | undefined {
    if (run.running.killed) return run.kill();
    this.core.executing = run.running.caller;
    try {
      return run.runUntil(this.core.clock() + TURN_MS, LOOKS_PER_TURN);
    } finally {
      this.core.executing = undefined;
    }
  }
}

/** Neither CLIENT LIST nor a limit on clients knows of it, and nothing it is sent goes anywhere. */
function unseenConnection(core: Core): Connection {
  const nowhere = { address: '', localAddress: '', write: () => undefined, close: () => undefined };
  const connection = new Connection(core, nowhere, () => undefined);
  core.connections.delete(connection.id);
  return connection;
}
