import type { Catalog } from './catalog.ts';
import { containerDriver } from './drivers/container.ts';
import { debianDriver } from './drivers/debian.ts';
import { embeddedDriver } from './drivers/embedded.ts';
import { endpointDriver } from './drivers/endpoint.ts';
import { processDriver } from './drivers/process.ts';
import type { DriverSettings } from './drivers/settings.ts';
import type { Driver, DriverName } from './target.ts';

/** Every driver by its name; a new one is a file and a line here. */
export function createDrivers(
  catalog: Catalog,
  settings: DriverSettings,
): Readonly<Record<DriverName, Driver>> {
  return {
    embedded: embeddedDriver(catalog),
    process: processDriver(catalog, settings),
    debian: debianDriver(catalog, settings),
    container: containerDriver(catalog, settings),
    endpoint: endpointDriver(settings.endpoint ?? {}),
  };
}
