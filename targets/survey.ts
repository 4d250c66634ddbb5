/** Finds out what this machine offers to bring targets up with. Starts no server, downloads nothing. */
import type { Catalog } from './catalog.ts';
import { debianArchitecture } from './drivers/architecture.ts';
import { askDaemon } from './drivers/container/daemon.ts';
import { debianHost } from './drivers/debian/host.ts';
import { onPath } from './drivers/on-path.ts';
import type { DriverSettings } from './drivers/settings.ts';
import { identifyProgram } from './drivers/version-line.ts';
import type { Binary, Machine } from './machine.ts';

export async function surveyMachine(catalog: Catalog, settings: DriverSettings): Promise<Machine> {
  const [binaries, host, docker] = await Promise.all([
    findBinaries(catalog, settings),
    debianHost(settings),
    askDaemon(settings),
  ]);
  return {
    architecture: debianArchitecture(process.arch),
    binaries,
    debian: host.why === undefined ? {} : { why: host.why },
    docker,
  };
}

/** The servers on PATH. The name is only where to look; the program says what it is. */
async function findBinaries(catalog: Catalog, settings: DriverSettings): Promise<Binary[]> {
  const found = catalog.map(async ({ binary }): Promise<Binary[]> => {
    const path = binary === undefined ? undefined : onPath(binary.name, settings.path);
    const known = path === undefined ? undefined : await identifyProgram(path, catalog);
    if (path === undefined || known === undefined) return [];
    return [{ product: known.product.product, version: known.version, path }];
  });
  return (await Promise.all(found)).flat();
}
