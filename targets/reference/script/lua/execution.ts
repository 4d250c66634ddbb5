/**
 * The driver: runs a call in slices and does what running code asks for by yielding. Coroutines and
 * deep calls each have a stack of segments here, so the JavaScript stack stays shallow.
 */
import { Coroutine } from './coroutine.ts';
import type { Execution, Slice } from './engine.ts';
import type { LuaError } from './error.ts';
import type { LuaFunction, Running } from './function.ts';
import type { Request } from './request.ts';
import { hostFrame, innermostPlace, NATIVE_DEPTH_MAX, type Runtime } from './runtime.ts';
import type { LuaValue } from './value.ts';

// Frames of compiled functions take up to a few kB each of the megabyte that Node gives.
const SEGMENT_DEPTH = 120;

// What V8 holds without a box; it is counted down at every call and loop turn.
const STEPS_MAX = 2 ** 30 - 1;

/** What the topmost segment is resumed with. */
type Delivery =
  | { readonly values: LuaValue[]; readonly error?: undefined }
  | { readonly error: LuaError };

export class Driver implements Execution {
  private readonly runtime: Runtime;
  /** The one that runs is last; each was resumed by the one before. */
  private readonly coroutines: Coroutine[] = [];
  private delivery: Delivery = { values: [] };
  private result: LuaValue[] | undefined;

  constructor(runtime: Runtime, callee: LuaFunction, args: LuaValue[]) {
    this.runtime = runtime;
    const main = new Coroutine(callee);
    this.begin(main, args, runtime.frame.nativeDepth + 1);
    // Nobody can take what it would yield.
    main.nativeDepth = 0;
  }

  /** Without slices. */
  runToEnd(): LuaValue[] {
    for (;;) {
      const slice = this.run(STEPS_MAX);
      if (slice.kind === 'done') return slice.values;
    }
  }

  run(stepsMax: number): Slice {
    const { runtime } = this;
    const { frame, stepsLeft, depthMax, coroutine } = runtime;
    runtime.stepsLeft = Math.min(stepsMax, STEPS_MAX);
    try {
      while (this.result === undefined && this.coroutines.length > 0) {
        if (this.step() === 'pause') return { kind: 'paused' };
      }
      return { kind: 'done', values: this.result ?? [] };
    } finally {
      Object.assign(runtime, { frame, stepsLeft, depthMax, coroutine });
    }
  }

  kill(): void {
    this.coroutines.length = 0;
  }

  private get running(): Coroutine {
    const running = this.coroutines.at(-1);
    if (running === undefined) throw new Error('nothing runs');
    return running;
  }

  /** Runs the topmost segment until it asks for something, ends or fails. */
  private step(): 'pause' | undefined {
    const { runtime, running } = this;
    const segment = running.segments.at(-1);
    if (segment === undefined) throw new Error('a coroutine without segments');
    runtime.coroutine = running;
    runtime.depthMax = segment.depthMax;
    if (running.frame !== undefined) runtime.frame = running.frame;
    let turn: IteratorResult<Request, LuaValue[]>;
    try {
      const { delivery } = this;
      turn = delivery.error
        ? segment.running.throw(delivery.error)
        : segment.running.next(delivery.values);
    } catch (thrown) {
      this.fail(runtime.asLuaError(thrown));
      return undefined;
    }
    running.frame = runtime.frame;
    if (turn.done) this.finish(turn.value);
    else return this.serve(turn.value);
    return undefined;
  }

  private serve(request: Request): 'pause' | undefined {
    switch (request.kind) {
      case 'pause':
        this.delivery = { values: [] };
        return 'pause';
      case 'call':
        this.push(this.running, this.runtime.call(request.callee, request.args));
        return undefined;
      case 'resume':
        this.resume(request.coroutine, request.args);
        return undefined;
      case 'yield':
        this.suspend(request.values);
        return undefined;
    }
  }

  private push(coroutine: Coroutine, running: Running<LuaValue[]>): void {
    const depth = coroutine.frame?.depth ?? 0;
    coroutine.segments.push({ running, depthMax: depth + SEGMENT_DEPTH });
    this.delivery = { values: [] };
  }

  private finish(values: LuaValue[]): void {
    this.running.segments.pop();
    this.delivery = { values };
    if (this.running.segments.length > 0) return;
    this.end();
    if (this.coroutines.length === 0) this.result = values;
    else this.delivery = { values: [true, ...values] };
  }

  private fail(error: LuaError): void {
    const { running } = this;
    running.frame = this.runtime.frame;
    running.segments.pop();
    this.delivery = { error };
    if (running.segments.length > 0) return;
    this.end();
    if (this.coroutines.length > 0) this.delivery = { values: [false, error.value] };
    else {
      error.place = innermostPlace(running.frame);
      throw error;
    }
  }

  private end(): void {
    const ended = this.coroutines.pop();
    if (ended !== undefined) ended.status = 'dead';
    const resumer = this.coroutines.at(-1);
    if (resumer !== undefined) resumer.status = 'running';
  }

  private resume(coroutine: Coroutine, args: LuaValue[]): void {
    const nativeDepth = this.runtime.frame.nativeDepth;
    const problem = cannotResume(coroutine, nativeDepth);
    if (problem !== undefined) {
      this.delivery = { values: [false, problem] };
      return;
    }
    this.running.status = 'normal';
    if (coroutine.segments.length === 0) this.begin(coroutine, args, nativeDepth + 1);
    else {
      this.enter(coroutine);
      this.delivery = { values: args };
    }
  }

  private suspend(values: LuaValue[]): void {
    const suspended = this.coroutines.pop();
    if (suspended !== undefined) suspended.status = 'suspended';
    const resumer = this.coroutines.at(-1);
    if (resumer !== undefined) resumer.status = 'running';
    this.delivery = { values: [true, ...values] };
  }

  private begin(coroutine: Coroutine, args: LuaValue[], nativeDepth: number): void {
    coroutine.frame = hostFrame(nativeDepth);
    coroutine.nativeDepth = nativeDepth;
    this.enter(coroutine);
    this.push(coroutine, this.runtime.call(coroutine.entry, args));
  }

  private enter(coroutine: Coroutine): void {
    coroutine.status = 'running';
    this.coroutines.push(coroutine);
  }
}

function cannotResume(coroutine: Coroutine, nativeDepth: number): string | undefined {
  if (coroutine.status !== 'suspended') return `cannot resume ${coroutine.status} coroutine`;
  return nativeDepth >= NATIVE_DEPTH_MAX ? 'C stack overflow' : undefined;
}
