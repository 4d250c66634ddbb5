/** Starts a container of an image and disposes of it, in a process of its own. Argument: the image. */
import { tmpdir } from 'node:os';
import { loadCatalog } from '../catalog-files.ts';
import { containerDriver } from '../drivers/container.ts';

const [source = ''] = process.argv.slice(2);
const settings = { path: ['/usr/bin', '/usr/local/bin'], cacheDir: tmpdir(), tempDir: tmpdir() };
const driver = containerDriver(await loadCatalog(), settings);
const target = await driver.start({ name: `docker:${source}`, driver: 'container', source }, {});
await target[Symbol.asyncDispose]();
