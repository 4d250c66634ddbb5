/**
 * The host of scripts and functions: the Lua states, the connection that their commands run on, and
 * what runs now. A call runs in slices. One that takes longer than `busy-reply-threshold` is put
 * aside between slices, and everybody else is answered BUSY until it ends or is killed.
 */

import type { CountedError, Later, Outcome } from '../command.ts';
import { Connection } from '../connection.ts';
import type { Core } from '../core.ts';
import { countError } from '../dispatch.ts';
import { error } from '../replies.ts';
import type { ScriptFacts } from '../statistics/script-facts.ts';
import { luaToReply } from './api/lua-to-reply.ts';
import { failureOf, killedReply } from './failure.ts';
import { FunctionLibraries } from './functions/libraries.ts';
import { Drand48 } from './lua/drand48.ts';
import type { Execution } from './lua/engine.ts';
import { LuaError } from './lua/error.ts';
import { RunningScript, type ScriptCall } from './running.ts';
import { ScriptCache } from './script-cache.ts';
import { refusalToStart } from './start-checks.ts';

// Enough steps to make looking at the clock cheap, and few enough to look many times in 5 ms.
const STEPS_PER_LOOK = 2000;
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
    this.#begin(running);
    return this.#proceed(running, call.state.start(call.callee, call.args));
  }

  #begin(running: RunningScript): void {
    const { caller } = running;
    this.running = running;
    const connection = this.connectionOf(running);
    connection.db = caller.db;
    connection.user = caller.user;
    connection.noTouch = caller.noTouch;
  }

  #proceed(running: RunningScript, execution: Execution): Outcome {
    const untilMs = running.startedAtMs + this.core.settings['busy-reply-threshold'];
    return (
      this.#runUntil(untilMs, Infinity, running, execution) ?? this.#putAside(running, execution)
    );
  }

  /** The reply, or `undefined` when the script needs longer. */
  #runUntil(
    untilMs: number,
    looks: number,
    running: RunningScript,
    execution: Execution,
  ): Outcome | undefined {
    for (let look = 0; look < looks; look++) {
      const outcome = this.#slice(running, execution);
      if (outcome !== undefined) {
        this.running = undefined;
        return outcome;
      }
      if (this.core.clock() >= untilMs) return undefined;
    }
    return undefined;
  }

  #slice(running: RunningScript, execution: Execution): Outcome | undefined {
    try {
      const slice = execution.run(STEPS_PER_LOOK);
      if (slice.kind === 'paused') return undefined;
      const { reply, errors } = luaToReply(slice.values[0], running.protocol);
      if (errors.length > 0 && reply.type !== 'error') this.#noteNested(running, errors);
      return reply;
    } catch (thrown) {
      if (thrown instanceof LuaError) return failureOf(thrown, running.call);
      this.running = undefined;
      throw thrown;
    }
  }

  /** Errors within a reply: the call has failed once for each that was counted, once for the rest. */
  #noteNested({ call }: RunningScript, errors: readonly CountedError[]): void {
    const fresh = errors.filter(({ counted }) => !counted);
    for (const { text } of fresh) countError(this.core, text);
    const command = this.core.commands.find(call.argv);
    if (command === undefined) return;
    command.failedCalls += errors.length - fresh.length + Math.min(1, fresh.length);
  }

  #putAside(running: RunningScript, execution: Execution): Later {
    running.busy = true;
    return {
      type: 'later',
      onDone: (tell) => this.#continueLater(running, execution, tell),
    };
  }

  /** The server stops: what has been put aside does not go on. */
  stop(): void {
    this.core.timers.clear(this.#timer);
  }

  #continueLater(
    running: RunningScript,
    execution: Execution,
    tell: (outcome: Outcome) => void,
  ): void {
    this.#timer = this.core.timers.set(() => {
      const outcome = running.killed
        ? this.#kill(running, execution)
        : this.#withCaller(running, () => this.#turn(running, execution));
      if (outcome === undefined) this.#continueLater(running, execution, tell);
      else tell(outcome);
    }, 0);
  }

  #turn(running: RunningScript, execution: Execution): Outcome | undefined {
    const untilMs = this.core.clock() + TURN_MS;
    return this.#runUntil(untilMs, LOOKS_PER_TURN, running, execution);
  }

  #kill(running: RunningScript, execution: Execution): Outcome {
    execution.kill();
    this.running = undefined;
    return killedReply(running.call, undefined);
  }

  /** Between slices other commands run; what the script does is its caller's doing. */
  #withCaller<T>({ caller }: RunningScript, work: () => T): T {
    this.core.executing = caller;
    try {
      return work();
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
