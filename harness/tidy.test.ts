/** The dependency arrows of the architecture, as a table: who may import whom, and who stays pure. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Folder or file → what it may import besides itself and packages. The longest name that fits counts. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'harness/wire': [],
  'harness/rdb': ['harness/wire'],
  'harness/suite': ['harness/wire', 'suites/schema'],
  'harness/compare': ['harness/wire', 'harness/suite'],
  'harness/results': ['harness/wire', 'harness/suite', 'harness/compare', 'suites/schema'],
  'harness/coverage': ['harness/wire', 'harness/suite', 'suites/schema'],
  'harness/import': ['harness/wire', 'harness/suite'],
  'harness/run': ['harness/wire', 'harness/suite', 'targets/target.ts'],
  'harness/run-suites.ts': [
    'harness/wire',
    'harness/suite',
    'harness/run',
    'harness/compare',
    'harness/results',
    'targets/catalog.ts',
    'targets/identity.ts',
    'targets/target.ts',
  ],
  'harness/cli': ['harness', 'targets', 'reports'],
  'targets/target.ts': [],
  targets: ['harness/wire', 'targets/target.ts', 'targets/reference'],
  'targets/reference': ['harness/wire', 'harness/rdb'],
  reports: ['harness/results', 'harness/coverage'],
  bench: ['harness', 'targets'],
};

/** Folders whose code takes all that it needs as arguments: no file, no socket, no clock of Node's. */
const PURE = [
  'harness/rdb',
  'harness/compare',
  'harness/coverage',
  'harness/import',
  'harness/results',
  'reports',
];

/** What builds the explorer lies beside it, and renders nothing. */
const NOT_PURE = ['reports/explorer/vite.config.ts', 'reports/explorer/content-security-policy.ts'];

interface Source {
  readonly file: string;
  readonly text: string;
}

function violations({ file, text }: Source): string[] {
  const home = longestPrefix(file, Object.keys(ARROWS));
  if (home === undefined) return [`${file} is in no folder of the table`];
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name ?? '',
  );
  return imports.flatMap((name) => {
    if (name.startsWith('node:')) {
      const pure = PURE.some((folder) => within(file, folder)) && !NOT_PURE.includes(file);
      return pure ? [`${file} is pure and imports ${name}`] : [];
    }
    if (!name.startsWith('.')) return [];
    const target = relative(root, join(root, dirname(file), name));
    // A folder with rules of its own is not part of the one around it.
    const own = longestPrefix(target, Object.keys(ARROWS)) === home;
    const allowed = own || (ARROWS[home] ?? []).some((place) => within(target, place));
    return allowed ? [] : [`${file} must not import ${target}`];
  });
}

function longestPrefix(file: string, places: readonly string[]): string | undefined {
  return places.filter((place) => within(file, place)).toSorted((a, b) => b.length - a.length)[0];
}

function within(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

const sources = globSync('{harness,targets,reports,bench}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file): Source => ({ file, text: readFileSync(join(root, file), 'utf8') }));

describe('the arrows of the architecture', () => {
  it('hold for every file', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  it.each([
    ['harness/wire/planted.ts', "import { plan } from '../run/plan.ts';"],
    ['harness/run/planted.ts', "import { processDriver } from '../../targets/drivers/process.ts';"],
    ['harness/compare/planted.ts', "import { readFile } from 'node:fs/promises';"],
    ['reports/planted.ts', "import { judge } from '../harness/compare/verdict.ts';"],
    ['reports/planted.ts', "const page = await import('node:fs');"],
    ['targets/reference/planted.ts', "import { Health } from '../../harness/run/health.ts';"],
    ['targets/target.ts', "import type { Catalog } from './catalog.ts';"],
    ['elsewhere/planted.ts', ''],
  ])('catch a planted violation in %s', (file, text) => {
    expect(violations({ file, text })).toHaveLength(1);
  });
});
