/** The script or function that runs now. Only one does at a time. */
import type { ByteString, Protocol } from '../../../harness/wire/reply.ts';
import type { Connection } from '../connection.ts';
import type { DeclaredFlags } from './flags.ts';
import type { LuaState } from './lua/engine.ts';
import type { LuaFunction } from './lua/function.ts';
import type { LuaValue } from './lua/value.ts';

/** What is to be run, and under which name errors speak of it. */
export interface ScriptCall {
  readonly kind: 'script' | 'function';
  /** The digest of a script, the name of a function. */
  readonly name: ByteString;
  readonly flags: DeclaredFlags;
  /** Called by a command that only reads (EVAL_RO …). */
  readonly readOnly: boolean;
  readonly state: LuaState;
  readonly callee: LuaFunction;
  readonly args: LuaValue[];
  /** The request that asked for it. */
  readonly argv: readonly ByteString[];
}

export class RunningScript {
  readonly call: ScriptCall;
  readonly caller: Connection;
  readonly startedAtMs: number;
  /** Whether commands that may write are refused. */
  readonly readOnly: boolean;
  /** Whether commands that need memory may run though there is none. */
  readonly allowOom: boolean;
  /** What `redis.setresp` has chosen. */
  protocol: Protocol = 2;
  /** A command that writes has been called, so the script cannot be killed any more. */
  wrote = false;
  killed = false;
  /** It has run for longer than `busy-reply-threshold`. */
  busy = false;

  constructor(call: ScriptCall, caller: Connection) {
    this.call = call;
    this.caller = caller;
    this.startedAtMs = caller.core.clock();
    this.readOnly = call.readOnly || call.flags?.has('no-writes') === true;
    this.allowOom = call.flags?.has('allow-oom') === true || call.flags?.has('no-writes') === true;
  }
}
