import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDocument } from '../../../reports/testing/sample.ts';
import { DocumentError, writeDocument } from '../../results/text.ts';
import { UsageError } from '../exit-code.ts';
import { releasesPage, reportCommand } from './report.ts';

const folder = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const results = join(folder, 'samewire.results.json');
const out = join(folder, 'report');

beforeAll(() => writeFile(results, writeDocument(sampleDocument())));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the command line writes into its --out file. */
async function report(...words: readonly string[]): Promise<string> {
  await reportCommand().parseAsync(['node', 'report', ...words, '--out', out]);
  return readFile(out, 'utf8');
}

describe('samewire report', () => {
  it.each([
    ['matrix', /^9 cases on 9 targets, compared with the contract, policy client\n/],
    ['differences', /^BITCOUNT succeeds on one side and is an error on the other \(ok-vs-error\)/],
    ['markdown', /^# Samewire\n/],
    ['json', /^\{\n {2}"format": 1,/],
    ['releases', /^# What changes between releases\n/],
  ])('makes %s from saved results', async (name, text) => {
    expect(await report(name, '--results', results)).toMatch(text);
  });

  it('compares the releases that stand next to each other, or those that are asked for', async () => {
    const titles = (text: string) => text.match(/^## .*$/gm);
    expect(titles(await report('releases', '--results', results))).toEqual([
      '## redis 6.0 → 7.0',
      '## redis 7.0 → 8.0',
      '## redis 8.0 → 8.6',
      '## redis 7.0 → redict 7.3',
      '## redict 7.3 → valkey 8.0',
      '## valkey 8.0 → 8.1',
      '## valkey 8.1 → 9.1',
    ]);
    const asked = ['--pairs', 'redis@7.0..valkey@9.1,redis@8.6..redis@6.0'];
    expect(titles(await report('releases', '--results', results, ...asked))).toEqual([
      '## redis 7.0 → valkey 9.1',
      '## redis 8.6 → 6.0',
    ]);
  });

  it('finds a target by its product and release when a driver stands before them', async () => {
    const document = sampleDocument();
    const targets = document.targets.map((target) => ({
      ...target,
      name: `debian:${target.name}`,
    }));
    const words = ['redis@7.0..debian:redis@8.0'];
    expect(await releasesPage({ ...document, targets }, words)).toContain('## redis 7.0 → 8.0');
  });

  it.each([
    [['releases', '--pairs', 'redis@7.0'], /--pairs redis@7\.0 is no pair/],
    [['releases', '--pairs', 'redis@7.0..redis@7.9'], /the results have no target redis@7\.9/],
    [['json', '--results', join(folder, 'none.json')], /none\.json: ENOENT/],
  ])('refuses %j', async (words, problem) => {
    const given = words.includes('--results') ? words : [...words, '--results', results];
    await expect(report(...given)).rejects.toThrow(UsageError);
    await expect(report(...given)).rejects.toThrow(problem);
  });

  it.each([
    ['what is no JSON', 'no', /is not JSON/],
    ['what is no result document', '{}', /is not a result document: .*format/],
  ])('refuses %s by its name', async (_, text, problem) => {
    const file = join(folder, 'other.json');
    await writeFile(file, text);
    const refused = report('markdown', '--results', file);
    await expect(refused).rejects.toThrow(problem);
    await expect(refused).rejects.toMatchObject({ cause: expect.any(DocumentError) });
  });

  it('refuses results that have no two releases', async () => {
    const document = sampleDocument({ targets: sampleDocument().targets.slice(0, 2) });
    await expect(releasesPage(document)).rejects.toThrow(/no two releases of one lineage/);
  });
});
