/** The shipped suites against what the newest servers document: no less than the floor, no stale hole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { coverageText } from '../../reports/coverage.ts';
import { PLAIN } from '../../reports/palette.ts';
import { resolveTargets } from '../../targets/auto.ts';
import { loadCatalog } from '../../targets/catalog-files.ts';
import { createDrivers } from '../../targets/drivers.ts';
import { surveyMachine } from '../../targets/survey.ts';
import { testSettings } from '../../targets/testing/settings.ts';
import { liveSurface } from '../cli/live-surface.ts';
import { coverageFloor, coverageHoles, shippedSuites } from '../cli/package.ts';
import { samewire } from '../cli/testing/samewire.ts';
import { readSuites } from '../suite/read-suites.ts';
import { applyHoles, parseHoles, type Reckoned, sayHole } from './holes.ts';
import { measure } from './measure.ts';
import { dropsBelow, type Floor, totalsOf } from './totals.ts';

const NEWEST = ['debian:redis@8.6', 'debian:valkey@9.1'];

const catalog = await loadCatalog();
const settings = testSettings(process.env);
const machine = await surveyMachine(catalog, settings);
const cannot = machine.debian.why ?? '';

describe.skipIf(cannot !== '')(`the coverage of all shipped suites ${cannot}`, () => {
  let reckoned: Reckoned;

  beforeAll(async () => {
    const { specs } = resolveTargets(NEWEST, catalog, machine);
    const { signal } = new AbortController();
    const surface = await liveSurface(specs, createDrivers(catalog, settings), signal);
    const holes = parseHoles('holes.yaml', await readFile(coverageHoles, 'utf8'));
    reckoned = applyHoles(measure(await readSuites([shippedSuites]), surface), holes);
  });

  it('does not fall below the floor', async () => {
    const floor = JSON.parse(await readFile(coverageFloor, 'utf8')) as Floor;
    const drops = dropsBelow(floor, totalsOf(reckoned.coverage));
    const missing = coverageText(reckoned.coverage, { width: 100, paint: PLAIN, missing: true });
    expect(drops, missing).toEqual([]);
  });

  it('has no hole that a case fills, nor one for what no server has', () => {
    expect(reckoned.filled.map(sayHole)).toEqual([]);
    expect(reckoned.unknown.map(sayHole)).toEqual([]);
  });

  it('is measured against what both servers really document', () => {
    const { commands, servers } = reckoned.coverage;
    expect(servers).toEqual(['redis@8.6', 'valkey@9.1']);
    const byName = new Map(commands.map((one) => [one.command.name, one]));
    const set = byName.get('set')?.items.map(({ name }) => name);
    expect(set).toEqual(expect.arrayContaining(['command', 'EX', 'IFEQ', 'NX', 'arity', 'range']));
    expect(byName.get('set')?.command.tokenServers.IFNE).toEqual(['redis@8.6']);
    expect(byName.get('commandlog|get')?.command.servers).toEqual(['valkey@9.1']);
    expect(byName.get('vadd')?.command).toMatchObject({ group: 'module', readsKey: true });
    expect(commands.length).toBeGreaterThan(400);
  });

  it('is what the command line prints', async () => {
    const args = ['suites', 'coverage', '--json', '--floor', '--group', 'string'];
    const { code, stdout, stderr } = await samewire(args, { cwd: join(shippedSuites, '..') });
    expect([code, stderr]).toEqual([0, '']);
    const strings = reckoned.coverage.commands.filter(({ command }) => command.group === 'string');
    expect(JSON.parse(stdout).commands.map(({ items }: { items: unknown }) => items)).toEqual(
      strings.map(({ items }) => items),
    );
  });
});

describe.skipIf(cannot !== '')(
  `samewire suites coverage, asked for what cannot be ${cannot}`,
  () => {
    it.each([
      [['--group', 'strings'], /no group strings\. Choose from bitmap, cluster/],
      [['--targets', 'debian:redis@6.0'], /debian:redis@6\.0 does not answer COMMAND DOCS/],
      [['no/such/folder'], /no\/such\/folder:1:1: there is no such file/],
    ])('%j is wrong input', async (args, problem) => {
      const cwd = join(shippedSuites, '..');
      const words = ['suites', 'coverage', 'suites/commands/string', ...args];
      const { code, stdout, stderr } = await samewire(words, { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(problem);
    });
  },
);
