/** One call of a script or a function on its way: runs in slices until there is a reply. */
import type { CountedError, Outcome } from '../command.ts';
import type { Core } from '../core.ts';
import { countError } from '../dispatch.ts';
import { luaToReply } from './api/lua-to-reply.ts';
import { failureOf, killedReply } from './failure.ts';
import type { Execution } from './lua/engine.ts';
import { LuaError } from './lua/error.ts';
import type { RunningScript } from './running.ts';

// Enough steps to make looking at the clock cheap, and few enough to look many times in 5 ms.
const STEPS_PER_LOOK = 2000;

export class ScriptRun {
  readonly running: RunningScript;
  readonly #execution: Execution;
  readonly #core: Core;

  constructor(running: RunningScript) {
    const { call, caller } = running;
    this.running = running;
    this.#execution = call.state.start(call.callee, call.args);
    this.#core = caller.core;
  }

  /**
   * Goes on until a moment, or for so many looks at the clock. The reply, or `undefined` when the
   * script needs longer.
   */
  runUntil(untilMs: number, looks: number = Number.POSITIVE_INFINITY): Outcome | undefined {
    for (let look = 0; look < looks; look++) {
      const outcome = this.#slice();
      if (outcome !== undefined || this.#core.clock() >= untilMs) return outcome;
    }
    return undefined;
  }

  /** Ends it, whatever it is doing. */
  kill(): Outcome {
    this.#execution.kill();
    return killedReply(this.running.call, undefined);
  }

  #slice(): Outcome | undefined {
    const { running } = this;
    try {
      const slice = this.#execution.run(STEPS_PER_LOOK);
      if (slice.kind === 'paused') return undefined;
      const { reply, errors } = luaToReply(slice.values[0], running.protocol);
      if (errors.length > 0 && reply.type !== 'error') this.#noteNested(errors);
      return reply;
    } catch (thrown) {
      if (thrown instanceof LuaError) return failureOf(thrown, running.call);
      throw thrown;
    }
  }

  /** Errors within a reply: the call has failed once for each that was counted, once for the rest. */
  #noteNested(errors: readonly CountedError[]): void {
    const fresh = errors.filter(({ counted }) => !counted);
    for (const { text } of fresh) countError(this.#core, text);
    const command = this.#core.commands.find(this.running.call.argv);
    if (command === undefined) return;
    command.failedCalls += errors.length - fresh.length + Math.min(1, fresh.length);
  }
}
