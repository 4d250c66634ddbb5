/** The only reader of the environment: what it says to drivers and to the looks of the output. */
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { DriverSettings, EndpointSettings } from '../../targets/drivers/settings.ts';

export function driverSettings(endpoint: EndpointSettings = {}): DriverSettings {
  const { env } = process;
  const mirror = env.SAMEWIRE_DEBIAN_MIRROR;
  const dockerHost = env.DOCKER_HOST;
  return {
    path: (env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    cacheDir:
      env.SAMEWIRE_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'samewire'),
    tempDir: tmpdir(),
    ...(mirror === undefined ? {} : { debianMirror: mirror }),
    ...(dockerHost === undefined ? {} : { dockerHost }),
    endpoint,
  };
}

/** Colour on a terminal only, and as https://no-color.org and FORCE_COLOR ask for. */
export function wantsColour(stream: { readonly isTTY?: boolean | undefined }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && TERM !== 'dumb';
}
