import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assembleCatalog, type Catalog, parseProduct } from './catalog.ts';

/** Reads the catalog that comes with Samewire, or another folder of the same kind. */
export async function loadCatalog(folder: string = shippedFolder()): Promise<Catalog> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const products = files.map(async (name) =>
    parseProduct(name, await readFile(join(folder, name), 'utf8')),
  );
  return assembleCatalog(await Promise.all(products));
}

/** The package ships the YAML once, outside `dist/`, so it is found from the package's root. */
function shippedFolder(): string {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  return join(root, 'targets', 'catalog');
}
