/** Where Samewire itself lies, in a clone as well as installed, and which version it is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

export const packageRoot: string = findRoot();

export const version: string = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).version;

/** The suites that come with Samewire. */
export const shippedSuites: string = join(packageRoot, 'suites');

/** The expectations that come with Samewire, one file a product. */
export const shippedKnown: string = join(packageRoot, 'targets', 'known');

/** The page that `npm run build` makes, into which a document is put. */
export const explorerPage: string = join(packageRoot, 'dist', 'reports', 'explorer', 'index.html');

/** What the shipped suites leave out on purpose. */
export const coverageHoles: string = join(packageRoot, 'harness', 'coverage', 'holes.yaml');

/** How much they must cover at least. */
export const coverageFloor: string = join(packageRoot, 'harness', 'coverage', 'floor.json');
