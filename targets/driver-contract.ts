/**
 * What every driver promises, as one suite that each driver's live test runs with its own servers.
 *
 * It skips only where the driver itself says that it cannot start here, and shows why.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Catalog } from './catalog.ts';
import { infoServer, talk, whyNotReady } from './drivers/session.ts';
import { identify } from './identity.ts';
import type { Driver, RunningTarget, StartOptions, TargetSpec } from './target.ts';

export interface DriverContract {
  readonly driver: Driver;
  readonly spec: TargetSpec;
  readonly catalog: Catalog;
  /** Who must answer; the version as the catalog has it, or nothing where only the server knows. */
  readonly product: string;
  readonly version?: string;
  /** Whether the driver starts the server, and whether that is a process other than this one. */
  readonly owned: boolean;
  readonly process: boolean;
  /** What a disposed target left behind on the machine: processes, containers, folders. */
  readonly leftBehind: () => Promise<readonly string[]>;
}

const TIMEOUT_MS = 2_000;
const PONG = [{ type: 'status', text: 'PONG' }];

/** Declares the suite. Ask `driver.cannotStart` before, at the top of the test file. */
export function describeDriver(contract: DriverContract, cannotStart: string | undefined): void {
  const { driver, spec, owned } = contract;
  const reason = cannotStart === undefined ? '' : ` (cannot start: ${cannotStart})`;
  describe.skipIf(cannotStart !== undefined)(
    `the driver ${driver.name}, with ${spec.name}${reason}`,
    () => {
      startsServers(contract);
      if (owned) owns(contract);
      else ownsNothing(contract);
      if (contract.process) hasProcess(contract);
      afterAll(async () => {
        expect(await contract.leftBehind()).toEqual([]);
      });
    },
  );
}

function startsServers({
  driver,
  spec,
  catalog,
  product,
  version = '',
  leftBehind,
}: DriverContract): void {
  it('starts a server that answers PING in RESP2 and RESP3', async () => {
    await using target = await driver.start(spec, {});
    const database = target.databases[0] ?? 0;
    for (const protocol of [2, 3] as const) {
      const options = { protocol, database, timeoutMs: TIMEOUT_MS };
      expect(await talk(target.address, [['PING']], options)).toEqual(PONG);
    }
  });

  it('starts what was asked for, and says how without telling paths or secrets', async () => {
    await using target = await driver.start(spec, {});
    const known = identify(await infoServer(target.address, TIMEOUT_MS), catalog);
    expect(known?.product).toBe(product);
    expect(`${known?.version}.`).toMatch(version === '' ? /./ : new RegExp(`^${version}\\.`));
    expect(target.spec).toBe(spec);
    expect(target.startedAs).toMatch(/^[^/]*(:\/\/|[\w-]\/[\w-])?[^/]*(\/\d+)?$/);
  });

  it('gives each start an address of its own and leaves nothing of it', async () => {
    const first = await driver.start(spec, {});
    const second = await driver.start(spec, {});
    try {
      if (first.owned) expect(second.address.port).not.toBe(first.address.port);
      await first[Symbol.asyncDispose]();
      await first[Symbol.asyncDispose]();
      expect(await whyNotReady(second.address, TIMEOUT_MS)).toBeUndefined();
      if (first.owned) expect(await whyNotReady(first.address, TIMEOUT_MS)).toBeDefined();
    } finally {
      await first[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    }
    expect(await leftBehind()).toEqual([]);
  });
}

function owns({ driver, spec }: DriverContract): void {
  it('applies configuration, the number of databases included', async () => {
    const config = { timeout: '77', databases: '3' };
    await using target = await driver.start(spec, { config });
    expect(target.databases).toEqual([0, 1, 2]);
    const asked = [
      ['SELECT', '2'],
      ['SELECT', '3'],
      ['CONFIG', 'GET', 'timeo*'],
    ];
    const [inside, outside, values] = await talk(target.address, asked, { timeoutMs: TIMEOUT_MS });
    expect([inside?.type, outside?.type]).toEqual(['status', 'error']);
    expect(JSON.stringify(values)).toContain('"77"');
  });

  it('keeps nothing from run to run, and restarts into an empty server', async () => {
    await using target = await driver.start(spec, {});
    expect(await keys(target)).toBe(0);
    await talk(target.address, [['SET', 'left', 'behind']], { timeoutMs: TIMEOUT_MS });
    expect(await keys(target)).toBe(1);
    await target.restart();
    expect(await keys(target)).toBe(0);
    expect(await target.ending()).toBeUndefined();
    expect([target.owned, target.serverWide]).toEqual([true, true]);
  });
}

function ownsNothing({ driver, spec }: DriverContract): void {
  it('neither restarts nor signals what it did not start, and cannot tell how it ended', async () => {
    await using target = await driver.start(spec, {});
    expect(target.owned).toBe(false);
    await expect(target.restart()).rejects.toThrow('was not started here');
    await expect(target.signal('SIGKILL')).rejects.toThrow('no process of ours');
    expect(await target.ending()).toBeUndefined();
    expect(await target.log()).toBe('');
  });
}

function hasProcess({ driver, spec, leftBehind }: DriverContract): void {
  it('gives a start up when aborted', async () => {
    const abort = new AbortController();
    abort.abort(new Error('Ctrl-C'));
    const options: StartOptions = { signal: abort.signal };
    await expect(driver.start(spec, options)).rejects.toThrow('Ctrl-C');
    expect(await leftBehind()).toEqual([]);
  });

  it('shows the log of a server that does not come up', async () => {
    const config = { 'maxmemory-policy': 'no-such-policy' };
    const start = driver.start(spec, { config });
    await expect(start).rejects.toThrow(/the server ended while starting[\s\S]*no-such-policy/);
    expect(await leftBehind()).toEqual([]);
  });

  it('tells a stopped server from one that ended', async () => {
    await using target = await driver.start(spec, {});
    await target.signal('SIGSTOP');
    expect(await whyNotReady(target.address, 300)).toBeDefined();
    expect(await target.ending()).toBeUndefined();
    await target.signal('SIGCONT');
    expect(await whyNotReady(target.address, TIMEOUT_MS)).toBeUndefined();
    await target.signal('SIGKILL');
    expect(await target.ending()).toBe('killed by SIGKILL');
    await expect(target.signal('SIGCONT')).rejects.toThrow('no process left');
  });

  it('sees an end that came over the connection, has its log, and restarts it', async () => {
    await using target = await driver.start(spec, {});
    await talk(target.address, [['SHUTDOWN', 'NOSAVE']], { timeoutMs: TIMEOUT_MS }).catch(() => {});
    expect(await target.ending()).toBe('exit code 0');
    expect(await target.log()).toMatch(/ready to exit|bye bye/i);
    await target.restart();
    expect(await whyNotReady(target.address, TIMEOUT_MS)).toBeUndefined();
    expect(await target.ending()).toBeUndefined();
  });

  it('disposes of a server that is stopped, or gone already', async () => {
    const stopped = await driver.start(spec, {});
    await stopped.signal('SIGSTOP');
    await stopped[Symbol.asyncDispose]();
    const gone = await driver.start(spec, {});
    await gone.signal('SIGKILL');
    await gone[Symbol.asyncDispose]();
    expect(await whyNotReady(stopped.address, TIMEOUT_MS)).toBeDefined();
  });
}

async function keys(target: RunningTarget): Promise<number> {
  const [reply] = await talk(target.address, [['DBSIZE']], { timeoutMs: TIMEOUT_MS });
  return reply?.type === 'integer' ? Number(reply.value) : Number.NaN;
}
