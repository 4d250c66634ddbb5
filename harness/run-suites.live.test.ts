/** Real servers that are killed and stopped in the middle of a run: told, brought back, judged to the end. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../targets/catalog-files.ts';
import { createDrivers } from '../targets/drivers.ts';
import type { Driver, RunningTarget, TargetSpec } from '../targets/target.ts';
import { processesAndFolders } from '../targets/testing/left-behind.ts';
import { testSettings } from '../targets/testing/settings.ts';
import type { Cell, ResultDocument } from './results/document.generated.ts';
import { LIMITS } from './run/limits.ts';
import { type RunEvent, runSuites } from './run-suites.ts';
import { readSuites } from './suite/read-suites.ts';

const catalog = await loadCatalog();
const scratch = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const tempDir = join(scratch, 'temp');
await mkdir(tempDir);
const { debian } = createDrivers(catalog, { ...testSettings(process.env), tempDir });
const suites = await readSuites([join(import.meta.dirname, '..', 'suites', 'commands', 'string')]);
afterAll(() => rm(scratch, { recursive: true, force: true }));

const redis: TargetSpec = named('redis', '7.0');
const valkey: TargetSpec = named('valkey', '9.1');
const cannotStart = (await debian.cannotStart(redis)) ?? (await debian.cannotStart(valkey));

function named(product: string, version: string): TargetSpec {
  return { name: `${product}@${version}`, driver: 'debian', product, version };
}

/** The driver, with a hand on the servers that it starts. */
function watched(seize: (target: RunningTarget) => void): Driver {
  return {
    ...debian,
    start: async (spec, options) => {
      const target = await debian.start(spec, options);
      seize(target);
      return target;
    },
  };
}

/** Runs the suites on both; `disturb` meets the Redis after some of its cells. */
async function disturbed(disturb: (target: RunningTarget) => Promise<void>) {
  const victims: RunningTarget[] = [];
  const events: RunEvent[] = [];
  let cells = 0;
  const began = performance.now();
  const document = await runSuites({
    suites,
    targets: [
      { spec: redis, driver: watched((target) => victims.push(target)) },
      { spec: valkey, driver: debian },
    ],
    catalog,
    contexts: ['plain'],
    protocols: [2, 3],
    policy: 'client',
    baseline: 'contract',
    version: '0',
    limits: LIMITS,
    now: () => performance.now(),
    date: new Date(0),
    signal: new AbortController().signal,
    nonEmpty: false,
    onEvent: (event) => {
      events.push(event);
      const [victim] = victims;
      if (event.kind !== 'cell' || event.target !== redis.name) return;
      cells += 1;
      if (cells === 100 && victim !== undefined) void disturb(victim);
    },
  });
  return { document, events, tookMs: performance.now() - began };
}

function cellsOf({ results }: ResultDocument, target: number): Cell[] {
  return results.map(({ cells }) => cells[target] as Cell);
}

const UNDISTURBED = /^(?:same|different|absent|unstable)$/;

describe.skipIf(cannotStart !== undefined)(
  `a server${cannotStart ? ` (${cannotStart})` : ''}`,
  () => {
    it.each([
      ['SIGKILL', 'crash', /the server ended: killed by SIGKILL/],
      ['SIGSTOP', 'hang', /the server stopped answering: no answer to PING on a new connection/],
    ] as const)(
      'that meets %s is told once, brought back, and judged in full',
      async (signal, rung, said) => {
        const { document, events } = await disturbed((victim) => victim.signal(signal));
        const found = cellsOf(document, 0);
        const failed = found.filter((cell) => cell.rung === rung);
        expect(failed).toHaveLength(1);
        expect(failed[0]?.differences?.some(({ found: { says } }) => said.test(says))).toBe(true);
        for (const { verdict } of found) expect(verdict).toMatch(UNDISTURBED);
        for (const cell of cellsOf(document, 1)) {
          expect(cell.verdict).toMatch(UNDISTURBED);
          expect(cell.rung).not.toBe(rung);
        }
        expect(events.some(({ kind }) => kind === 'given-up')).toBe(false);
        expect(await processesAndFolders(tempDir)).toEqual([]);
      },
    );

    it('that is stopped for ever, however often it is brought back, is given up within a minute', async () => {
      const { document, tookMs } = await disturbed(async (victim) => {
        const restart = victim.restart.bind(victim);
        victim.restart = async () => {
          await restart();
          await victim.signal('SIGSTOP');
        };
        await victim.signal('SIGSTOP');
      });
      const found = cellsOf(document, 0);
      expect(found.some(({ rung }) => rung === 'hang')).toBe(true);
      const blocked = found.filter(({ verdict }) => verdict === 'blocked');
      expect(blocked.length).toBeGreaterThan(100);
      for (const { why } of blocked)
        expect(why).toMatch(/^given up after 5 failures, the last: the server/);
      for (const cell of cellsOf(document, 1)) expect(cell.verdict).toMatch(UNDISTURBED);
      expect(tookMs).toBeLessThan(60_000);
      expect(await processesAndFolders(tempDir)).toEqual([]);
    });
  },
);
