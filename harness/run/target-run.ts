/**
 * All cells of a run on one target.
 *
 * First the lanes: some send batches, some run cases alone, each in a database of its own. What does
 * not come back whole is set aside, the server looked after, and the lane goes on. When the lanes
 * are through, what was set aside runs again with the server to itself, so that a finding is pinned
 * on the case that causes it. The cases that need the whole server have a second one meanwhile, and
 * those that need a configuration come last, each with a server that has it.
 */
import type { Address, RunningTarget, ServerConfig } from '../../targets/target.ts';
import type { Connection, ConnectionLimits } from '../wire/connection.ts';
import type { Protocol } from '../wire/reply.ts';
import { type Batch, layOut, type Returned, readBack } from './batch.ts';
import { blame } from './blame.ts';
import { type CellOutcome, CellRunner, endRoom, type Room } from './cell-runner.ts';
import { restoringConfig } from './config-guard.ts';
import { dial } from './dial.ts';
import { type Failure, Health } from './health.ts';
import { flushing, guest, type Hygiene } from './hygiene.ts';
import { undoing } from './leftovers.ts';
import type { Limits } from './limits.ts';
import { Patience } from './patience.ts';
import { type Dedicated, type Division, divide, oneByOne, type PlannedCell } from './plan.ts';
import { askingOn, type Questions } from './questions.ts';
import { SpareConnections } from './spare-connections.ts';
import { looksWrong, withFailure } from './trouble.ts';

export interface TargetRunOptions {
  readonly limits: Limits;
  readonly wire?: ConnectionLimits;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** A database that is not empty may be used (endpoints only). */
  readonly nonEmpty: boolean;
  /** Told each time a cell gets its outcome; one that is set right later is told again. */
  readonly onCell?: (row: number) => void;
  /** Told when the target is tested no further, and why. */
  readonly onGiveUp?: (why: string) => void;
  /** Another server of the same target with a configuration; rejects when it cannot be had. */
  readonly startDedicated: (config: ServerConfig) => Promise<RunningTarget>;
}

/** What became of the cells, by row. Cells that an abort cut off are missing. */
export type Outcomes = ReadonlyMap<number, CellOutcome>;

const NO_CELLS: Division = divide([]);

// While one is read the others keep the server busy, also where it waits long for its turn on a CPU.
const BATCH_LANES = 4;
const ALONE_LANES = 8;

/** Runs the cells, many at a time where that is safe. Never rejects for what the server does. */
export async function runOnTarget(
  target: RunningTarget,
  cells: readonly PlannedCell[],
  options: TargetRunOptions,
): Promise<Outcomes> {
  const run = new TargetRun(target, options);
  const division = target.owned ? divide(cells) : oneByOne(divide(cells));
  const twin = target.owned ? onTwin(division, options) : undefined;
  if (target.owned) await run.lanes(division.batches, division.alone);
  else await run.inTurn(division.alone);
  const ofTwin = await twin;
  const left = ofTwin === undefined ? division : { ...division, serverBatches: [], server: [] };
  const own = await run.finish(left);
  if (run.gaveUp !== undefined) options.onGiveUp?.(run.gaveUp);
  return ofTwin === undefined ? own : new Map([...own, ...ofTwin]);
}

// As many take longer than to start a server.
const TWIN_CELLS_MIN = 50;

/**
 * Runs the server-wide cells on a second server of the same kind, while the lanes are busy with the
 * first; `undefined` when they are too few for that, or when there is no second one to be had.
 */
async function onTwin(
  { serverBatches, server }: Division,
  options: TargetRunOptions,
): Promise<Outcomes | undefined> {
  if (serverBatches.flat().length + server.length < TWIN_CELLS_MIN) return undefined;
  let started: RunningTarget;
  try {
    started = await options.startDedicated({});
  } catch {
    return undefined;
  }
  await using twin = started;
  return await new TargetRun(twin, options).finish({ ...NO_CELLS, serverBatches, server });
}

/** Runs the cells again, each with the server to itself. */
export async function repeatOnTarget(
  target: RunningTarget,
  cells: readonly PlannedCell[],
  options: TargetRunOptions,
): Promise<Outcomes> {
  const run = new TargetRun(target, options, 'new connections');
  const division = oneByOne(divide(cells));
  await run.inTurn(division.alone);
  return run.finish(division);
}

/** What cases are given that cannot tell one from the other. */
type Using = 'spare connections' | 'new connections';

class TargetRun {
  readonly #target: RunningTarget;
  readonly #options: TargetRunOptions;
  readonly #using: Using;
  readonly #health: Health;
  readonly #patience: Patience;
  readonly #cells: CellRunner;
  readonly #setAside: PlannedCell[] = [];
  readonly #inFlight = new Set<PlannedCell>();
  readonly #outcomes = new Map<number, CellOutcome>();
  #gaveUp: string | undefined;
  #latest: PlannedCell | undefined;

  constructor(
    target: RunningTarget,
    options: TargetRunOptions,
    using: Using = 'spare connections',
  ) {
    this.#target = target;
    this.#options = options;
    this.#using = using;
    this.#patience = new Patience(options.limits);
    this.#health = new Health(target, options.limits, options.signal);
    this.#cells = new CellRunner(target, this.#patience, this.#health, options);
  }

  /** Waits get shorter while these are held: see `Patience`. */
  get #limits(): Limits {
    return this.#patience.limits;
  }

  /** Why the target is tested no further; `undefined` while it is. */
  get gaveUp(): string | undefined {
    return this.#health.gaveUp ?? this.#gaveUp;
  }

  async lanes(
    batches: readonly (readonly PlannedCell[])[],
    alone: readonly PlannedCell[],
  ): Promise<void> {
    const [batchQueue, aloneQueue] = [[...batches], [...alone]];
    const databases = this.#target.databases;
    await Promise.all(
      databases
        .slice(0, BATCH_LANES + ALONE_LANES)
        .map((database, lane) =>
          lane < BATCH_LANES || databases.length === 1
            ? this.#batchLane(batchQueue, database)
            : this.#aloneLane(aloneQueue, database),
        ),
    );
    this.#patience.answer();
    await this.inTurn([...batchQueue.flat(), ...aloneQueue, ...this.#setAside.splice(0)]);
  }

  async #drain<Unit>(queue: Unit[], work: (unit: Unit) => Promise<void>): Promise<void> {
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      if (this.#options.signal.aborted) return;
      await work(unit);
      if (this.#patience.worn) return;
    }
  }

  async #aloneLane(queue: PlannedCell[], database: number): Promise<void> {
    const room = this.#room((questions) => flushing(questions, false), database);
    await this.#drain(queue, (cell) => this.#alone(cell, room));
    await endRoom(room);
  }

  /** Keeps one connection for each protocol from batch to batch, as long as it stays in step. */
  async #batchLane(queue: (readonly PlannedCell[])[], database: number): Promise<void> {
    const connections = new Map<Protocol, Connection>();
    await this.#drain(queue, async (cells) => {
      const protocol = cells[0]?.protocol ?? 2;
      const connection = connections.get(protocol) ?? (await this.#dial(protocol, database));
      connections.delete(protocol);
      const whole = await this.#batch(layOut(cells), connection);
      if (whole && connection !== undefined) connections.set(protocol, connection);
      else connection?.close();
    });
    for (const connection of connections.values()) connection.close();
  }

  /** True when every cell came back whole; the rest is set aside. */
  async #batch(batch: Batch, connection: Connection | undefined): Promise<boolean> {
    if (this.gaveUp !== undefined) {
      this.#block(batch.cells, this.gaveUp);
      return true;
    }
    for (const cell of batch.cells) this.#inFlight.add(cell);
    const began = this.#options.now();
    const done = connection === undefined ? [] : await this.#exchange(batch, connection);
    const tookMs = (this.#options.now() - began) / batch.cells.length;
    for (const [i, returned] of done.entries()) {
      this.#record(batch.cells[i] as PlannedCell, { kind: 'observed', ...returned, tookMs });
    }
    const rest = batch.cells.slice(done.length);
    if (done.length > 0) this.#cells.wellAgain();
    this.#setAside.push(...rest);
    await this.#check(rest[0]);
    for (const cell of batch.cells) this.#inFlight.delete(cell);
    return rest.length === 0;
  }

  /** Looks after the server because of a cell, where there is one; gives what had happened to it. */
  async #check(suspect: PlannedCell | undefined): Promise<Failure | undefined> {
    return suspect === undefined ? undefined : this.#health.check([suspect], this.#inFlight);
  }

  async #exchange(batch: Batch, connection: Connection): Promise<readonly Returned[]> {
    const began = this.#options.now();
    connection.write(batch.bytes);
    const arrivals = await connection.take(batch.replies, this.#limits.replyMs);
    if (arrivals.at(-1)?.kind === 'silence') this.#patience.silence();
    const now = this.#options.now();
    return readBack(batch, arrivals, now - began, now);
  }

  async #dial(protocol: Protocol, database: number): Promise<Connection | undefined> {
    const { address } = this.#target;
    const dialled = await dial(address, protocol, database, this.#limits, this.#options.wire);
    return dialled.kind === 'connected' ? dialled.connection : undefined;
  }

  /** In a lane: what looks wrong may be another lane's doing and is set aside. */
  async #alone(cell: PlannedCell, room: Room): Promise<void> {
    this.#inFlight.add(cell);
    const outcome = (await this.#prepare(cell, room)) ?? (await this.#cells.execute(cell, room));
    if (outcome.kind === 'observed' && outcome.observations.some(looksWrong)) {
      this.#setAside.push(cell);
      await this.#check(cell);
    } else {
      this.#record(cell, outcome);
    }
    this.#inFlight.delete(cell);
  }

  /** With the server to itself: what is seen now is the case's own doing. */
  async inTurn(cells: readonly PlannedCell[]): Promise<void> {
    const { spare, ...room } = this.#room((questions) => this.#keyspaceHygiene(questions));
    await this.#each(cells, room);
    await endRoom(room);
  }

  #room(
    hygiene: (questions: Questions) => Hygiene,
    database = this.#target.databases[0] ?? 0,
  ): Room {
    const questions = askingOn(this.#address, () => this.#limits);
    const room = { database, hygiene: hygiene(questions), questions };
    return this.#using === 'new connections' ? room : { ...room, spare: new SpareConnections() };
  }

  readonly #address = (): Address => this.#target.address;

  async #each(cells: readonly PlannedCell[], room: Room): Promise<void> {
    let previous: PlannedCell | undefined;
    for (const cell of cells) {
      if (this.#options.signal.aborted) return;
      const outcome = await this.#own(cell, previous, room);
      this.#record(cell, await this.#withFailure(cell, outcome));
      this.#gaveUp ??= this.#patience.gaveUp;
      previous = cell;
    }
  }

  /** A server that is found dead before the case begins is brought back: `previous` is the suspect. */
  async #own(
    cell: PlannedCell,
    previous: PlannedCell | undefined,
    room: Room,
  ): Promise<CellOutcome> {
    let hindered = await this.#prepare(cell, room);
    if (hindered?.kind === 'observed' && previous !== undefined) {
      const failure = await this.#check(previous);
      if (failure !== undefined) hindered = await this.#prepare(cell, room);
    }
    return hindered ?? this.#cells.execute(cell, room);
  }

  /** Puts the server's own failure in the place of the silence or the closed connection it looked like. */
  async #withFailure(cell: PlannedCell, outcome: CellOutcome): Promise<CellOutcome> {
    if (outcome.kind === 'blocked' || !outcome.observations.some(looksWrong)) return outcome;
    const failure = await this.#check(cell);
    if (failure === undefined) return outcome;
    for (const incident of this.#health.incidents) {
      if (incident.inFlight.has(cell)) incident.explained = true;
    }
    return { ...outcome, observations: withFailure(outcome.observations, failure) };
  }

  /** The cells that need the whole server, then those that need one of their own. */
  async finish({ serverBatches, server, dedicated }: Division): Promise<Outcomes> {
    // Different servers: one does not notice what is done to the other.
    await Promise.all([this.#server(serverBatches, server), this.#inTurnOnTheirOwn(dedicated)]);
    await this.#lookOnceMore();
    for (const [cell, outcome] of blame(this.#health.incidents, this.#outcomes)) {
      this.#record(cell, outcome);
    }
    return this.#outcomes;
  }

  /** A server may end after its last reply, when nobody asks it for anything any more. */
  async #lookOnceMore(): Promise<void> {
    if (this.gaveUp === undefined) await this.#check(this.#latest);
  }

  async #server(
    batches: readonly (readonly PlannedCell[])[],
    alone: readonly PlannedCell[],
  ): Promise<void> {
    if (!this.#target.serverWide) {
      return this.#block(
        [...batches.flat(), ...alone],
        'touches the whole server, which this endpoint was not cleared for',
      );
    }
    const { owned } = this.#target;
    const room = this.#room((questions) => {
      const hygiene = owned ? flushing(questions, true) : this.#keyspaceHygiene(questions);
      const restoring = restoringConfig(hygiene, questions);
      return undoing(restoring, questions, this.#address, this.#limits);
    });
    const queue = [...batches];
    await this.#batchLane(queue, room.database);
    await this.#each([...queue.flat(), ...this.#setAside.splice(0), ...alone], room);
    await endRoom(room);
  }

  async #inTurnOnTheirOwn(groups: readonly Dedicated[]): Promise<void> {
    for (const group of groups) await this.#dedicated(group);
  }

  async #dedicated({ config, cells }: Dedicated): Promise<void> {
    if (this.#options.signal.aborted) return undefined;
    // A new server of a kind that answers nothing would be waited for all over again.
    if (this.gaveUp !== undefined) return this.#block(cells, this.gaveUp);
    if (!this.#target.owned) {
      return this.#block(
        cells,
        'needs a server with its own configuration, and an endpoint is as it is',
      );
    }
    let own: RunningTarget;
    try {
      own = await this.#options.startDedicated(config);
    } catch (error) {
      return this.#block(cells, `no server with this configuration: ${(error as Error).message}`);
    }
    await using target = own;
    const run = new TargetRun(target, this.#options, this.#using);
    const room = run.#room((questions) =>
      undoing(flushing(questions, true), questions, run.#address, run.#limits),
    );
    await run.#each(cells, room);
    await endRoom(room);
    for (const [row, outcome] of await run.finish(NO_CELLS)) this.#outcomes.set(row, outcome);
  }

  async #prepare(cell: PlannedCell, room: Room): Promise<CellOutcome | undefined> {
    if (this.gaveUp !== undefined) return { kind: 'blocked', why: this.gaveUp };
    return this.#cells.prepare(cell, room);
  }

  #keyspaceHygiene(questions: Questions): Hygiene {
    const { nonEmpty } = this.#options;
    const { owned, serverWide } = this.#target;
    return owned
      ? flushing(questions, false)
      : guest(this.#address, this.#limits, { nonEmpty, serverWide });
  }

  #block(cells: readonly PlannedCell[], why: string): void {
    for (const cell of cells) this.#record(cell, { kind: 'blocked', why });
  }

  /** What comes after an abort is the doing of the abort. */
  #record(cell: PlannedCell, outcome: CellOutcome): void {
    if (this.#options.signal.aborted) return;
    this.#outcomes.set(cell.row, outcome);
    this.#latest = cell;
    this.#options.onCell?.(cell.row);
  }
}
