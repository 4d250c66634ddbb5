/** What servers left on this machine, for tests that say: nothing. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folders in a temporary folder, and processes that were started with one of them. */
export async function processesAndFolders(tempDir: string): Promise<string[]> {
  const folders = (await readdir(tempDir)).map((name) => join(tempDir, name));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return [...folders, ...commands.filter((command) => command.includes(`${tempDir}/samewire-`))];
}

/** Containers that this process started, in any state. */
export async function containers(): Promise<string[]> {
  const label = `label=samewire.pid=${process.pid}`;
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', label]);
  return stdout.split('\n').filter((id) => id !== '');
}
