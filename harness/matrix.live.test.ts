/**
 * The shipped suites, in all contexts, on every server that Debian carries, two of them in containers as well, and the
 * reference: what the README promises, held to it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveTargets } from '../targets/auto.ts';
import { loadCatalog } from '../targets/catalog-files.ts';
import { createDrivers } from '../targets/drivers.ts';
import { surveyMachine } from '../targets/survey.ts';
import { testSettings } from '../targets/testing/settings.ts';
import { releasesPage } from './cli/commands/report.ts';
import type { ResultDocument, ResultRow } from './results/document.generated.ts';
import { parseExpectations, reckon } from './results/expect.ts';
import { steadyRows } from './results/steady-rows.ts';
import { LIMITS } from './run/limits.ts';
import { runSuites } from './run-suites.ts';
import type { Context } from './suite/case.ts';
import { CONTEXTS } from './suite/contexts.ts';
import { readSuites } from './suite/read-suites.ts';

const root = join(import.meta.dirname, '..');
const PACKAGED = [
  ...['redis@6.0', 'redis@7.0', 'redis@8.0', 'redis@8.6'],
  ...['valkey@8.0', 'valkey@8.1', 'valkey@9.1', 'redict@7.3'],
].map((name) => `debian:${name}`);
const IMAGES = ['samewire-local/valkey:9.1', 'samewire-local/redis:8.0'];

const catalog = await loadCatalog();
const settings = testSettings(process.env);
const machine = await surveyMachine(catalog, settings);
const containers = IMAGES.filter((image) => machine.docker.images.includes(image));
// In all contexts, on two cores that may have other work.
const RUN_MS = 900_000;
const suites = await readSuites([join(root, 'suites')]);

async function runAll(contexts: readonly Context[]): Promise<ResultDocument> {
  const words = ['reference', ...PACKAGED, ...containers.map((image) => `docker:${image}`)];
  const drivers = createDrivers(catalog, settings);
  return runSuites({
    suites,
    targets: resolveTargets(words, catalog, machine).specs.map((spec) => ({
      spec,
      driver: drivers[spec.driver],
    })),
    catalog,
    contexts,
    protocols: [2, 3],
    policy: 'client',
    baseline: 'contract',
    version: 'test',
    limits: LIMITS,
    now: () => performance.now(),
    date: new Date(),
    signal: new AbortController().signal,
    nonEmpty: false,
    onEvent: () => undefined,
  });
}

/** What the page is made of: the plain context, on the packaged servers and the reference. */
function asDocumented({ targets, results, ...rest }: ResultDocument): ResultDocument {
  const columns = targets.flatMap(({ driver }, i) => (driver === 'container' ? [] : [i]));
  const only = <Item>(items: readonly Item[]) => items.filter((_, i) => columns.includes(i));
  return {
    ...rest,
    targets: only(targets),
    results: results.filter(isPlain).map((row) => ({ ...row, cells: only(row.cells) })),
  };
}

function isPlain({ context }: ResultRow): boolean {
  return context === 'plain';
}

const cannot = machine.debian.why ?? '';

describe.skipIf(cannot !== '')(`the matrix of all shipped suites ${cannot}`, () => {
  let document: ResultDocument;

  beforeAll(async () => {
    document = await runAll(CONTEXTS);
  }, RUN_MS);

  it('tests every target', () => {
    expect(document.targets.filter(({ blocked }) => blocked !== undefined)).toEqual([]);
    if (process.env.SAMEWIRE_REQUIRE_ALL) expect(containers).toEqual(IMAGES);
  });

  it('has a reason for every difference, and no reason too many', async () => {
    const folder = join(root, 'targets', 'known');
    const entries = await readdir(folder, { recursive: true });
    const files = entries.filter((name) => name.endsWith('.yaml')).toSorted();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const known = files.flatMap((file, i) => parseExpectations(file, texts[i] ?? ''));
    const { unexpected, stale } = reckon(document, known);
    expect(
      unexpected.map(({ case: id, context, target, cell }) => [
        id,
        context,
        target.name,
        cell.rung ?? cell.verdict,
      ]),
    ).toEqual([]);
    expect(stale).toEqual([]);
  });

  it('shows every case green on at least one real server, unless none of its lineage is here', () => {
    const products = new Set<string>(document.targets.map(({ product }) => product));
    const isElsewhere = ({ since }: { since?: object }) =>
      since !== undefined && !Object.keys(since).some((lineage) => products.has(lineage));
    const real = document.targets.map(({ driver }) => driver !== 'embedded');
    const green = new Set(
      document.results
        .filter(({ cells }) => cells.some(({ verdict }, i) => real[i] && verdict === 'same'))
        .map((row) => row.case),
    );
    const here = document.cases.filter((one) => !isElsewhere(one));
    expect(here.map(({ id }) => id).filter((id) => !green.has(id))).toEqual([]);
  });

  it('leaves no cell out', () => {
    const left = document.results.filter(({ cells }) =>
      cells.some(({ verdict }) => verdict === 'skipped'),
    );
    expect(left.map((row) => row.case)).toEqual([]);
  });

  it('blocks nothing but a configuration that a server does not know', () => {
    const reasons = document.results.flatMap(({ cells }) =>
      cells.flatMap(({ verdict, why }) => (verdict === 'blocked' ? [why ?? ''] : [])),
    );
    expect(reasons.filter((why) => !why.startsWith('no server with this configuration'))).toEqual(
      [],
    );
  });

  it(
    'comes out the same a second time, but for times',
    async () => {
      const first = { ...document, results: document.results.filter(isPlain) };
      const again = steadyRows(await runAll(['plain']));
      const differing = steadyRows(first).filter((line, i) => line !== again[i]);
      expect(differing).toEqual([]);
    },
    RUN_MS,
  );

  it('compares the releases that docs/releases.md compares', async () => {
    const page = await readFile(join(root, 'docs', 'releases.md'), 'utf8');
    const sections = (text: string) => text.match(/^## .*$/gm);
    expect(sections(await releasesPage(asDocumented(document)))).toEqual(sections(page));
  });
});
