/** Packages to a root that a server runs from, with no more in it than the server needs. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Product } from '../../catalog.ts';
import { type RunOptions, runProgram } from '../run-program.ts';
import { AptError } from './apt.ts';
import { findLayout, keepLinksInside, type RootLayout } from './root.ts';

export interface Unpacked {
  readonly binary: string;
  readonly layout: RootLayout;
}

const UNPACK_TIMEOUT_MS = 120_000;

/** dpkg-deb -x has no filter; documentation and the like are most of the files, and of the time. */
const UNPACK = `
root=$1; shift
for package; do
  dpkg-deb --fsys-tarfile "$package" |
    tar -x -C "$root" --no-same-owner --exclude=./usr/share --exclude=./etc --exclude=./var || exit
done`;

/**
 * Unpacks the server and the libraries of its closure. Only if it does not run with those, the rest
 * as well: Perl, passwd and the like are there for the sake of installing it.
 */
export async function unpack(
  archives: string,
  root: string,
  product: Product,
  signal?: AbortSignal,
): Promise<Unpacked> {
  await mkdir(root, { recursive: true });
  const packages = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  const needed = packages.filter((name) => isNeeded(name, product));
  const rest = packages.filter((name) => !needed.includes(name));
  const options = { timeoutMs: UNPACK_TIMEOUT_MS, signal };
  let problem = '';
  for (const some of [needed, rest]) {
    const files = some.map((name) => join(archives, name));
    const { code, stderr } = await runProgram('sh', ['-c', UNPACK, 'sh', root, ...files], options);
    if (code !== 0) throw new AptError(`a package cannot be unpacked: ${stderr.trim()}`);
    await keepLinksInside(root);
    const unpacked = { binary: `usr/bin/${product.binary?.name}`, layout: await findLayout(root) };
    problem = await whyNotRunning(root, unpacked, options);
    if (problem === '' && unpacked.layout !== undefined) {
      return { ...unpacked, layout: unpacked.layout };
    }
  }
  throw new AptError(`the packages hold no server that runs here: ${problem}`);
}

/** The product's own packages and libraries; Perl's library is as big as all others together. Pure. */
export function isNeeded(fileName: string, { product }: Product): boolean {
  return fileName.startsWith(`${product}-`) || /^(lib(?!perl)|zlib)/.test(fileName);
}

/** The words that run a program of a root: its own loader, its own libraries. Pure. */
export function commandIn(root: string, { binary, layout }: Unpacked): [string, ...string[]] {
  const libraries = layout.libraryPath.map((folder) => join(root, folder)).join(':');
  return [join(root, layout.loader), '--library-path', libraries, join(root, binary)];
}

async function whyNotRunning(
  root: string,
  { binary, layout }: { binary: string; layout: RootLayout | undefined },
  options: RunOptions,
): Promise<string> {
  if (layout === undefined) return 'there is no libc in them';
  const [loader, ...words] = commandIn(root, { binary, layout });
  const { code, stderr } = await runProgram(loader, [...words, '--version'], options);
  return code === 0 ? '' : stderr.trim() || `--version ends with ${code}`;
}
