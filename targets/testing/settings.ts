import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { DriverSettings } from '../drivers/settings.ts';

/** The settings of live tests: what the command line would make of the environment, which is a parameter. */
export function testSettings(environment: NodeJS.ProcessEnv): DriverSettings {
  const cache = environment.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const mirror = environment.SAMEWIRE_DEBIAN_MIRROR;
  const dockerHost = environment.DOCKER_HOST;
  return {
    path: (environment.PATH ?? '').split(delimiter),
    cacheDir: join(cache, 'samewire'),
    tempDir: tmpdir(),
    ...(mirror === undefined ? {} : { debianMirror: mirror }),
    ...(dockerHost === undefined ? {} : { dockerHost }),
  };
}
