/**
 * The server without its sockets: keyspace, settings, command table, connections and the injected
 * clock, random source and timers. Commands reach it as `connection.core`.
 */
import type { ByteString } from '../../harness/wire/reply.ts';
import { AccessControl } from './acl/access-control.ts';
import type { CommandTable } from './command-table.ts';
import type { Settings } from './config.ts';
import type { Connection } from './connection.ts';
import type { FrequencySettings } from './frequency.ts';
import { type HotSettings, hotSettings } from './hot-settings.ts';
import { type Database, Keyspace } from './keyspace.ts';
import { type Announce, keyspaceAnnouncer } from './keyspace-announcer.ts';
import { Eviction } from './memory/eviction.ts';
import { MicrosecondClock } from './microsecond-clock.ts';
import { type OutputLimits, outputLimitsOf } from './output-limits.ts';
import { PubSub } from './pubsub.ts';
import { ReplicationIds } from './replication-ids.ts';
import { ScriptHost } from './script/host.ts';
import { LatencyMonitor } from './statistics/latency-monitor.ts';
import { MemoryPeak } from './statistics/memory-peak.ts';
import { Rates } from './statistics/rates.ts';
import type { ScriptFacts } from './statistics/script-facts.ts';
import { SlowLog } from './statistics/slow-log.ts';
import { Traffic } from './statistics/traffic.ts';
import { Tracking } from './tracking.ts';

// 7.2 takes other values of `hz`, and makes the nearest of these of them.
const HZ_MIN = 1;
const HZ_MAX = 500;

export interface Timers {
  set(callback: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
}

export interface CoreOptions {
  readonly settings: Settings;
  readonly commands: CommandTable;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Microseconds from some moment on, to take durations with. */
  readonly stopwatch: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly timers: Timers;
  readonly process: ProcessFacts;
}

/** What INFO tells about the process that the server lives in. */
export interface ProcessFacts {
  readonly id: number;
  readonly platform: string;
  /** The program that runs. */
  readonly executable: string;
  memory(): {
    readonly residentBytes: number;
    readonly heapBytes: number;
    /** All that the machine has. */
    readonly systemBytes: number;
  };
  /** Seconds of processor time. */
  cpuSeconds(): { readonly system: number; readonly user: number };
}

/** Until when the commands of clients wait (CLIENT PAUSE, DEBUG SLEEP). */
export interface Pause {
  readonly untilMs: number;
  readonly only: 'all' | 'write';
}

export class Core {
  readonly settings: Settings;
  /** Made anew when settings change. */
  hot: HotSettings;
  readonly commands: CommandTable;
  readonly clock: () => number;
  readonly stopwatch: () => number;
  readonly random: () => number;
  readonly timers: Timers;
  readonly process: ProcessFacts;
  readonly keyspace: Keyspace;
  readonly acl: AccessControl;
  readonly connections: Map<number, Connection> = new Map();
  readonly startedAtMs: number;
  readonly runId: ByteString;
  readonly errorCounts: Map<string, number> = new Map();
  /** Keys that waiters wait for and that changed since the waiters were last served. */
  readonly readyKeys: Map<Database, Set<ByteString>> = new Map();
  /** Connections with output or input to see to once the running command is done. */
  readonly unsettled: Set<Connection> = new Set();
  readonly slowLog: SlowLog = new SlowLog();
  readonly latencyMonitor: LatencyMonitor = new LatencyMonitor();
  readonly pubsub: PubSub = new PubSub();
  readonly tracking: Tracking = new Tracking(this);
  readonly scripts: ScriptHost = new ScriptHost(this);
  readonly eviction: Eviction = new Eviction(this);
  /** Memory was short when the running request began, so what needs more of it is refused. */
  outOfMemory = false;
  readonly monitors: Set<Connection> = new Set();
  outputLimits: OutputLimits;
  /** Called for each keyspace event; publishes it when `notify-keyspace-events` says so. */
  onKeyspaceEvent: Announce = () => undefined;
  #announced = '';
  /** Whose command is running now; what it is pushed waits for its reply. */
  executing: Connection | undefined;
  /** The request that was last begun. */
  request: readonly ByteString[] = [];
  /** What went over the network. */
  readonly traffic: Traffic = new Traffic();
  readonly rates: Rates = new Rates();
  readonly memoryPeak: MemoryPeak = new MemoryPeak();
  readonly replicationIds: ReplicationIds;
  /** The path of the file that the settings came from, or `''`. */
  configFile = '';
  /** Ends the server, as SHUTDOWN asks. */
  shutDown: () => void = () => undefined;
  /** Told by the scripts, for INFO. */
  scriptFacts: () => ScriptFacts = () => this.scripts.facts();
  /** Frozen while a command, a transaction or a script runs. */
  nowMs: number;
  activeExpiry = true;
  pause: Pause | undefined;
  pauseTimer: unknown;
  /** Connections whose command a pause holds back, in the order in which they came. */
  readonly postponed: Set<Connection> = new Set();
  commandsProcessed = 0;
  connectionsReceived = 0;
  connectionsRejected = 0;
  slowClientsClosed = 0;
  #lastConnectionId = 0;
  readonly #microseconds: MicrosecondClock;
  #frequencySettings: FrequencySettings | undefined;

  constructor(options: CoreOptions) {
    this.settings = options.settings;
    this.hot = hotSettings(this.settings);
    this.commands = options.commands;
    this.clock = options.clock;
    this.stopwatch = options.stopwatch;
    this.random = options.random;
    this.timers = options.timers;
    this.process = options.process;
    this.acl = new AccessControl(this.commands, this.settings);
    this.nowMs = Math.floor(this.clock());
    this.startedAtMs = this.nowMs;
    this.#microseconds = new MicrosecondClock(this.stopwatch, this.nowMs);
    this.replicationIds = new ReplicationIds(this.random);
    this.runId = Array.from({ length: 40 }, () => this.randomBelow(16).toString(16)).join('');
    this.keyspace = new Keyspace(this.settings.databases, {
      now: () => this.nowMs,
      random: this.random,
      frequencySettings: () => this.#frequencySettings,
      notify: (eventClass, event, key, db) => this.onKeyspaceEvent(eventClass, event, key, db),
      modified: (key, cause) => {
        if (this.tracking.clients === 0) return;
        // What a script changes is nobody's own change, and NOLOOP does not hold it back.
        const own = cause === 'command' && this.scripts.running === undefined;
        this.tracking.invalidate(key, own ? this.executing : undefined);
      },
      ready: (key, db) => this.#keyReady(key, db),
    });
    this.outputLimits = outputLimitsOf(this.settings['client-output-buffer-limit']);
    this.applySettings();
  }

  /** Takes note of settings that the hot path has at hand; to be called when they change. */
  applySettings(): void {
    const { settings } = this;
    this.acl.requirePassword(settings.requirepass);
    this.outputLimits = outputLimitsOf(settings['client-output-buffer-limit']);
    if (settings['notify-keyspace-events'] !== this.#announced) {
      this.#announced = settings['notify-keyspace-events'];
      this.onKeyspaceEvent = keyspaceAnnouncer(this.pubsub, this.#announced);
    }
    this.hot = hotSettings(settings);
    this.keyspace.ledger.keep(settings.maxmemory > 0, this.keyspace);
    if (settings.maxmemory > 0) this.eviction.goOnSoon();
    settings.hz = Math.min(HZ_MAX, Math.max(HZ_MIN, settings.hz));
    this.#frequencySettings = settings['maxmemory-policy'].endsWith('-lfu')
      ? { logFactor: settings['lfu-log-factor'], decayMinutes: settings['lfu-decay-time'] }
      : undefined;
  }

  /** Sets the counters of INFO back to zero. */
  resetStatistics(): void {
    this.commandsProcessed = 0;
    this.connectionsReceived = 0;
    this.connectionsRejected = 0;
    this.slowClientsClosed = 0;
    this.errorCounts.clear();
    this.keyspace.hits = 0;
    this.keyspace.misses = 0;
    this.keyspace.expiredKeys = 0;
    this.eviction.evictedKeys = 0;
    this.traffic.reset();
    this.rates.reset();
    this.memoryPeak.reset();
    this.commands.resetStatistics();
  }

  /** The frozen time in microseconds, for TIME. */
  get nowMicroseconds(): number {
    return this.#microseconds.at(this.nowMs);
  }

  /** Takes the time for what is about to run. */
  tick(): void {
    if (this.scripts.busy) return;
    this.nowMs = Math.floor(this.clock());
    this.#microseconds.tick();
  }

  /** A random integer from 0 to below `limit`. */
  randomBelow(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  nextConnectionId(): number {
    this.#lastConnectionId += 1;
    return this.#lastConnectionId;
  }

  database(index: number): Database | undefined {
    return this.keyspace.databases[index];
  }

  #keyReady(key: ByteString, db: Database): void {
    const keys = this.readyKeys.get(db);
    if (keys === undefined) this.readyKeys.set(db, new Set([key]));
    else keys.add(key);
  }
}
