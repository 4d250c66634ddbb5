/**
 * Starts a server, prints its process id, and ends without stopping it: what a test runs as a
 * process of its own, to see that nothing is left. Arguments: temporary folder, program, how to end.
 */
import { loadCatalog } from '../catalog-files.ts';
import { processDriver } from '../drivers/process.ts';
import { infoServer } from '../drivers/session.ts';
import { infoFields } from '../identity.ts';

const [tempDir = '', source = '', how = ''] = process.argv.slice(2);
const driver = processDriver(await loadCatalog(), {
  path: ['/usr/bin', '/bin'],
  cacheDir: tempDir,
  tempDir,
});
const target = await driver.start({ name: 'process', driver: 'process', source }, {});
const info = infoFields(await infoServer(target.address, 2_000));
process.stdout.write(info.get('process_id') ?? '', () => {
  if (how === 'exit') process.exit(0);
  process.kill(process.pid, 'SIGKILL');
});
