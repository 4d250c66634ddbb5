/**
 * Starts a container of an image in a process of its own, and ends: after disposing of it, or leaving
 * it to the last resort. Arguments: the image, `dispose` or `exit`.
 */
import { tmpdir } from 'node:os';
import { loadCatalog } from '../catalog-files.ts';
import { containerDriver } from '../drivers/container.ts';

const [source = '', how = ''] = process.argv.slice(2);
const settings = { path: ['/usr/local/bin', '/usr/bin'], cacheDir: tmpdir(), tempDir: tmpdir() };
const driver = containerDriver(await loadCatalog(), settings);
const target = await driver.start({ name: `docker:${source}`, driver: 'container', source }, {});
if (how === 'exit') process.exit(0);
await target[Symbol.asyncDispose]();
