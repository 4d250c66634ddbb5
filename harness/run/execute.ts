/**
 * One case, step by step, on connections of its own.
 *
 * Each step waits for what it asked for and for nothing else. What comes unasked is kept beside it,
 * and when the last step is over every connection is asked for one more thing, so that a reply too
 * many is found even at the end.
 */

import type { Case, Command, Contract, Step } from '../suite/case.ts';
import { accepts } from '../suite/matcher.ts';
import type { Arrival, Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { Observation, Seen } from '../wire/observation.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { Connections, type Refusal, type Surroundings } from './connections.ts';
import { filled } from './contexts/plain.ts';
import { answersMarker, MARK, saysMarker } from './marker.ts';
import { commandName, type PlannedCell } from './plan.ts';
import { settle } from './settle.ts';
import { CHANGES_CONNECTION, mayWait, seesConnections } from './traces.ts';
import { fillIn, saved } from './variables.ts';

/** Runs all steps of the cell; never rejects for anything that the server does. */
export async function execute(
  { subject, protocol }: PlannedCell,
  surroundings: Surroundings,
  now: () => number,
): Promise<Observation[]> {
  const run = new CaseRun(subject, surroundings, protocol, now);
  try {
    for (const step of subject.steps) await run.step(step);
    return await run.checkEnds();
  } finally {
    run.connections.closeAll();
  }
}

/** What a step saw, before it is stamped with the time. */
interface Sight {
  readonly seen: Seen;
  readonly closed?: boolean;
}

const UNTIL_PAUSE_MS = 10;
/** How long `until` and `receive` wait after the server has refused what they wait for, and once more. */
const REFUSED_MS = 20;
const REFUSED_AGAIN_MS = 1;
/** Things nobody asked for that a step keeps: enough to see what they are. */
const EXTRA_MAX = 20;
/** How often what was not waited for may start a wait anew. */
const WAITS_MAX = 3;

class CaseRun {
  readonly connections: Connections;
  readonly #surroundings: Surroundings;
  readonly #seesConnections: boolean;
  readonly #steps: readonly Step[];
  readonly #lastStep: Step | undefined;
  /** Connections that the marker is under way on. */
  readonly #marked = new Set<Connection>();
  readonly #protocol: 2 | 3;
  readonly #now: () => number;
  readonly #began: number;
  readonly #variables = new Map<string, ByteString>();
  /** Connections whose replies cannot be told from their stream any more. */
  readonly #unmarkable = new Set<string>();
  readonly #observations: Observation[] = [];
  /** Pushes that came beside a reply or between two steps, for the `receive` or `silent` that is still to come. */
  readonly #kept = new Map<Connection, Arrival[]>();
  /** The last step on each connection. */
  readonly #latest = new Map<string, number>();
  /** Connections whose pending command was answered at once: a later `receive` would wait in vain. */
  readonly #answeredEarly = new Set<string>();
  #pushes: Reply[] = [];
  #extra: Arrival[] = [];
  /** A step was refused what it should have been granted: what others wait for may never come. */
  #refused = false;
  /** How long that is waited for all the same. */
  #hopeMs = REFUSED_MS;
  /** Why no further step is run. */
  #over: string | undefined;

  constructor(subject: Case, surroundings: Surroundings, protocol: 2 | 3, now: () => number) {
    this.connections = new Connections(surroundings, subject);
    this.#seesConnections = seesConnections(subject);
    this.#steps = subject.steps;
    this.#lastStep = subject.steps.at(-1);
    this.#surroundings = surroundings;
    this.#protocol = protocol;
    this.#now = now;
    this.#began = now();
  }

  async step(step: Step): Promise<void> {
    this.#pushes = [];
    this.#extra = [];
    const { seen, closed } = await this.#sight(step);
    this.#latest.set(step.on, this.#observations.length);
    this.#observations.push({
      seen,
      pushes: this.#pushes.slice(0, EXTRA_MAX),
      extra: this.#extra.slice(0, EXTRA_MAX),
      closed: closed ?? seen.kind === 'closed',
      elapsedMs: this.#now() - this.#began,
    });
  }

  async #sight(step: Step): Promise<Sight> {
    if (this.#over !== undefined) {
      return { seen: { kind: 'not-reached', why: this.#over }, closed: false };
    }
    const connection = await this.connections.named(step.on);
    if ('during' in connection) {
      this.#over = `there was no connection: ${connection.during} failed`;
      return refused(connection);
    }
    const sight = await this.#run(step, connection);
    // Each further step of a server that is out of step would cost one more deadline and show nothing.
    if (sight.seen.kind === 'silence' && !this.#unmarkable.has(step.on)) {
      this.#over = 'an earlier step got no reply';
    }
    return sight;
  }

  async #run(step: Step, connection: Connection): Promise<Sight> {
    if (step.kind !== 'receive' && step.kind !== 'silent') {
      this.#setAside(connection, this.#latest.get(step.on));
    }
    if (connection.ended && step.kind !== 'receive') {
      this.#closedAfter(this.#latest.get(step.on));
      return { seen: { kind: 'not-reached', why: 'the connection had ended' }, closed: false };
    }
    switch (step.kind) {
      case 'send': {
        if (HIDES_REPLIES.has(commandName(step) ?? '')) this.#unmarkable.add(step.on);
        const isLast = step === this.#lastStep && this.#takesMark(step);
        if (isLast) this.#marked.add(connection);
        connection.write(this.#bytes(step.command) + (isLast ? MARK : ''));
        return this.#afterWrite(step, connection);
      }
      case 'raw':
        connection.write(step.bytes);
        return this.#afterWrite(step, connection);
      case 'receive':
        return this.#receive(step, connection);
      case 'silent':
        return this.#silent(step.forMs, connection);
      case 'until':
        return this.#until(step, connection);
      case 'fill':
        return this.#fill(step, connection);
    }
  }

  /** Whether the marker may go out behind the command: nothing comes after it, and it does not wait. */
  #takesMark(step: Extract<Step, { kind: 'send' }>): boolean {
    if (step.pending || step.contract.closed !== undefined || mayWait(step)) return false;
    return (
      !CHANGES_CONNECTION.has(commandName(step) ?? '') &&
      !this.#unmarkable.has(step.on) &&
      !isBlocked(this.#steps, step.on)
    );
  }

  #bytes(command: Command): ByteString {
    return command.bytes ?? encodeCommand(fillIn(command.argv, this.#variables));
  }

  async #afterWrite(
    step: Extract<Step, { kind: 'send' | 'raw' }>,
    connection: Connection,
  ): Promise<Sight> {
    if (step.pending) {
      const { questions, database } = this.#surroundings;
      await settle(questions, database);
      if (this.#seesConnections) questions.close();
      const [early] = this.#withoutPushes(connection);
      if (early !== undefined) this.#answeredEarly.add(step.on);
      if (early !== undefined && isError(early)) this.#noteRefusal(early);
      return { seen: early ?? (connection.ended ? await connection.next(0) : { kind: 'nothing' }) };
    }
    const sight = await this.#answer(step, step.contract, connection);
    const matcher = step.contract.reply?.[this.#protocol];
    if (sight.seen.kind === 'reply' && sight.seen.reply.type === 'error' && matcher !== undefined) {
      const wanted = matcher.nearest(sight.seen.reply, this.#sinceBegan());
      if (wanted.type !== 'error') this.#noteRefusal(sight.seen);
    }
    if (step.kind === 'send') this.#save(step.save, sight.seen);
    return sight;
  }

  /** From what a server does not know at all nothing will come. */
  #noteRefusal(arrival: Arrival): void {
    this.#refused = true;
    const unknown =
      arrival.kind === 'reply' &&
      arrival.reply.type === 'error' &&
      /^ERR unknown (?:sub)?command/i.test(arrival.reply.text);
    if (unknown) this.#hopeMs = REFUSED_AGAIN_MS;
  }

  /** The reply, and the end of the connection where the contract speaks of it. */
  async #answer(step: Step, contract: Contract, connection: Connection): Promise<Sight> {
    const seen = await this.#reply(connection, this.#answeredByPush(step));
    if (contract.closed === undefined || seen.kind !== 'reply') return { seen };
    const after = await connection.next(this.#surroundings.limits.closeMs);
    if (after.kind === 'reply') this.#extra.push(after);
    return { seen, closed: after.kind === 'closed' };
  }

  /** (P|S)(UN)SUBSCRIBE is answered by pushes in RESP3; everything else has pushes only beside its reply. */
  #answeredByPush(step: Step): boolean {
    return this.#protocol === 3 && /^[ps]?(?:un)?subscribe$/.test(commandName(step) ?? '');
  }

  async #reply(connection: Connection, pushCounts: boolean): Promise<Arrival> {
    const { replyMs } = this.#surroundings.limits;
    const giveUpAt = this.#now() + WAITS_MAX * replyMs;
    while (this.#now() < giveUpAt) {
      const arrival = await connection.next(replyMs);
      if (arrival.kind !== 'reply') return arrival;
      // The marker is no reply to the command that it was behind; that one may still come.
      if (this.#marked.has(connection) && saysMarker(arrival.reply)) {
        this.#marked.delete(connection);
      } else if (arrival.reply.type !== 'push' || pushCounts) {
        return arrival;
      } else {
        this.#keep(connection, arrival);
      }
    }
    return { kind: 'silence', afterMs: WAITS_MAX * replyMs, midReply: false };
  }

  #sinceBegan(): { elapsedMs: number } {
    return { elapsedMs: this.#now() - this.#began };
  }

  #save(save: Readonly<Record<string, readonly number[]>>, seen: Seen): void {
    if (seen.kind !== 'reply') return;
    for (const [name, value] of saved(save, seen.reply)) this.#variables.set(name, value);
  }

  async #receive(step: Extract<Step, { kind: 'receive' }>, connection: Connection): Promise<Sight> {
    if (this.#answeredEarly.delete(step.on)) {
      return {
        seen: { kind: 'not-reached', why: 'its reply came before it was due' },
        closed: false,
      };
    }
    const { replyMs } = this.#surroundings.limits;
    const seen = await this.#unasked(connection, this.#refused ? this.#hopeMs : replyMs);
    if (this.#refused && seen.kind === 'silence') {
      this.#hopeMs = REFUSED_AGAIN_MS;
      return { seen: { kind: 'not-reached', why: 'nothing came after a step was refused' } };
    }
    this.#save(step.save, seen);
    return { seen };
  }

  async #silent(forMs: number, connection: Connection): Promise<Sight> {
    const seen = await this.#unasked(connection, forMs);
    return { seen: seen.kind === 'silence' ? { kind: 'nothing' } : seen };
  }

  /** What comes without being asked for now, the oldest first. */
  async #unasked(connection: Connection, deadlineMs: number): Promise<Arrival> {
    return this.#kept.get(connection)?.shift() ?? connection.next(deadlineMs);
  }

  #keep(connection: Connection, push: Arrival & { readonly kind: 'reply' }): void {
    this.#pushes.push(push.reply);
    const kept = this.#kept.get(connection);
    if (kept === undefined) this.#kept.set(connection, [push]);
    else kept.push(push);
  }

  async #until(step: Extract<Step, { kind: 'until' }>, connection: Connection): Promise<Sight> {
    const matcher = step.contract.reply?.[this.#protocol];
    // An older server that knows none of it would be asked for seconds, case by case.
    const withinMs = this.#refused ? Math.min(step.withinMs, this.#hopeMs) : step.withinMs;
    const giveUpAt = this.#now() + withinMs;
    for (;;) {
      connection.write(this.#bytes(step.command));
      const seen = await this.#reply(connection, false);
      const over = seen.kind !== 'reply' || matcher === undefined || this.#now() >= giveUpAt;
      if (over || accepts(matcher, seen.reply, this.#sinceBegan())) {
        if (this.#refused) this.#hopeMs = REFUSED_AGAIN_MS;
        return { seen };
      }
      await new Promise((resolve) => setTimeout(resolve, UNTIL_PAUSE_MS));
    }
  }

  /** Sees nothing when all went well, or the first error. */
  async #fill(step: Extract<Step, { kind: 'fill' }>, connection: Connection): Promise<Sight> {
    const commands = Array.from({ length: step.times }, (_, i) => {
      this.#variables.set('i', String(i));
      return this.#bytes(step.command);
    });
    connection.write(commands.join(''));
    const arrivals = await connection.take(step.times, this.#surroundings.limits.replyMs);
    return { seen: filled(arrivals) };
  }

  /** The step before had its reply, and then the server hung up. */
  #closedAfter(earlier: number | undefined): void {
    const found = earlier === undefined ? undefined : this.#observations[earlier];
    if (found === undefined || earlier === undefined || found.seen.kind === 'not-reached') return;
    this.#observations[earlier] = { ...found, closed: true };
  }

  /** What came between two steps was too much for the earlier of them. */
  #setAside(connection: Connection, earlier: number | undefined): void {
    const extra = this.#withoutPushes(connection);
    const found = earlier === undefined ? undefined : this.#observations[earlier];
    if (found === undefined || earlier === undefined) this.#extra.push(...extra);
    else this.#observations[earlier] = withExtra(found, extra);
  }

  /** What has arrived; pushes are kept for later. */
  #withoutPushes(connection: Connection): Arrival[] {
    return connection.drain().filter((arrival) => {
      const push = arrival.kind === 'reply' && arrival.reply.type === 'push';
      if (push) this.#keep(connection, arrival);
      return !push;
    });
  }

  /** One PING on each open connection: what comes before its answer was one reply too many. */
  async checkEnds(): Promise<Observation[]> {
    const observations = this.#observations;
    for (const [name, connection] of this.connections.entries()) {
      const last = this.#steps.findLastIndex(({ on }) => on === name);
      const seen = observations[last]?.seen;
      const inStep = seen?.kind === 'reply' || seen?.kind === 'nothing';
      if (!inStep || isBlocked(this.#steps, name) || this.#unmarkable.has(name)) continue;
      this.#pushes = [];
      this.#extra = [];
      const end = await this.#toMarker(connection);
      const found = observations[last] as Observation;
      observations[last] = {
        ...withExtra(found, this.#extra),
        pushes: [...found.pushes, ...this.#pushes].slice(0, EXTRA_MAX),
        closed: found.closed || end === 'closed',
      };
      const clean = this.#extra.length + this.#pushes.length === 0;
      if (end === 'answered' && clean) this.connections.spare(name);
    }
    return observations;
  }

  /** Reads up to the marker's answer. */
  async #toMarker(connection: Connection): Promise<'answered' | 'closed' | 'silent'> {
    if (!this.#marked.has(connection)) connection.write(MARK);
    const { closeMs } = this.#surroundings.limits;
    const giveUpAt = this.#now() + WAITS_MAX * closeMs;
    while (this.#now() < giveUpAt) {
      const arrival = await connection.next(closeMs);
      if (arrival.kind === 'closed') return 'closed';
      if (arrival.kind !== 'reply') return 'silent';
      if (answersMarker(arrival.reply)) return 'answered';
      if (arrival.reply.type === 'push') this.#pushes.push(arrival.reply);
      else this.#extra.push(arrival);
    }
    return 'silent';
  }
}

function withExtra(observation: Observation, extra: readonly Arrival[]): Observation {
  return { ...observation, extra: [...observation.extra, ...extra].slice(0, EXTRA_MAX) };
}

/** After these a connection carries a stream, or nothing, instead of one reply a command. */
const HIDES_REPLIES: ReadonlySet<string> = new Set(['monitor', 'psync', 'sync', 'client']);

/** Whether a command on the connection may still wait for its reply, and all after it with it. */
function isBlocked(steps: readonly Step[], name: string): boolean {
  const there = steps.filter(({ on }) => on === name);
  const pending = there.filter((step) => 'pending' in step && step.pending);
  return pending.length > there.filter(({ kind }) => kind === 'receive').length;
}

function isError(arrival: Arrival): boolean {
  return arrival.kind === 'reply' && arrival.reply.type === 'error';
}

function refused({ arrival }: Refusal): Sight {
  return { seen: arrival };
}
