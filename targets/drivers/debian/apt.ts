/**
 * An apt of our own: its state, sources and downloads in one folder, nothing of the host changed.
 *
 * apt resolves the whole closure of a package against an empty status, libc included, so that what
 * it downloads runs without the host's libraries.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DebianSource } from '../../catalog.ts';
import { type RunOptions, runProgram } from '../run-program.ts';
import type { Mirror } from './sources.ts';

export interface AptState {
  readonly folder: string;
  readonly configFile: string;
}

export interface AptOptions {
  readonly folder: string;
  readonly architecture: string;
  readonly mirror: Mirror;
  readonly source: DebianSource;
  /** The keyring that signs Debian's archive; `undefined` leaves it to the host's trusted keys. */
  readonly keyring?: string | undefined;
}

/** apt said no; `said` are its error lines. */
export class AptError extends Error {
  override readonly name = 'AptError';
  readonly said: string;

  constructor(said: string) {
    super(`apt-get: ${said}`);
    this.said = said;
  }
}

// A suite's package list is 10 MB, a server's closure 30 MB; on a slow line that takes minutes.
const APT_TIMEOUT_MS = 10 * 60_000;

/** Lays the state out in its folder; what is there already, such as package lists, is kept. */
export async function prepareApt(options: AptOptions): Promise<AptState> {
  const { folder } = options;
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'sources.list'), sourcesList(options));
  const configFile = join(folder, 'apt.conf');
  await writeFile(configFile, aptConfig(options));
  return { folder, configFile };
}

/** Brings the package lists up to date; quick when they are. */
export async function updateLists(state: AptState, signal?: AbortSignal): Promise<void> {
  await aptGet(state, ['-o', 'APT::Update::Error-Mode=any', 'update'], signal);
}

/** Downloads a package and all that it needs into `archives`. */
export async function downloadClosure(
  state: AptState,
  packageName: string,
  { suite }: DebianSource,
  archives: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(join(archives, 'partial'), { recursive: true });
  const into = `Dir::Cache::archives=${archives}`;
  const words = ['--download-only', '--no-install-recommends', '-t', suite];
  await aptGet(state, ['-o', into, ...words, 'install', packageName], signal);
}

/** Deletes what apt computes from its lists: 45 MB that are made again in a second. */
export async function forgetCaches({ folder }: AptState): Promise<void> {
  await rm(join(folder, 'pkgcache.bin'), { force: true });
}

/** The sources: the suite, and the one that it stands on. Pure. */
export function sourcesList({ mirror, source, keyring, architecture }: AptOptions): string {
  const signedBy = keyring === undefined ? [] : [`signed-by=${keyring}`];
  const options = [`arch=${architecture}`, 'target=Packages', ...signedBy, ...mirror.options];
  const suites = source.base === undefined ? [source.suite] : [source.suite, source.base];
  return suites.map((suite) => `deb [${options.join(' ')}] ${mirror.uri} ${suite} main\n`).join('');
}

/** apt's configuration. Hooks of the host are cleared: they would act on the host's caches. Pure. */
export function aptConfig({ folder, architecture }: AptOptions): string {
  return `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear APT::Architectures;
APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
APT::Get::Assume-Yes "true";
APT::Sandbox::User "root";
Acquire::GzipIndexes "true";
Acquire::Languages "none";
Acquire::Retries "2";
Dir::State "${folder}";
Dir::State::status "${folder}/status";
Dir::State::lists "${folder}/lists";
Dir::Cache "${folder}";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Log "${folder}";
`.trimStart();
}

async function aptGet(
  { configFile }: AptState,
  words: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const options: RunOptions = { timeoutMs: APT_TIMEOUT_MS, signal };
  const { code, stderr } = await runProgram(
    'apt-get',
    ['-c', configFile, '-qq', ...words],
    options,
  );
  if (code !== 0) throw new AptError(errorLines(stderr) || `exit code ${code}`);
}

/** The lines that say what went wrong: errors, or the warnings when there are only those. */
function errorLines(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(E|W|Err)\b/.test(line));
  const errors = lines.filter((line) => line.startsWith('E'));
  return (errors.length > 0 ? errors : lines).slice(0, 5).join(' ').replace(/\s+/g, ' ');
}
