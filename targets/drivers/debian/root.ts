/** An unpacked Debian root: where its loader, libraries and programs are, without touching the host. */
import { readdir, readlink, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** How to run a program of a root; all paths are relative to the root. */
export interface RootLayout {
  readonly loader: string;
  readonly libraryPath: readonly string[];
}

/**
 * Finds the loader beside the root's own libc, and the folders of its libraries. With and without
 * the merge of /lib into /usr/lib: bullseye has both, newer suites only the latter.
 */
export async function findLayout(root: string): Promise<RootLayout | undefined> {
  const folders: string[] = [];
  for (const parent of ['usr/lib', 'lib']) {
    for (const entry of await entriesOf(join(root, parent))) {
      if (entry.includes('-linux-gnu')) {
        folders.push(`${parent}/${entry}`);
      }
    }
  }
  for (const folder of folders) {
    const entries = await entriesOf(join(root, folder));
    // ld-linux-x86-64.so.2, ld-linux-aarch64.so.1 …
    const loader = entries.find((entry) => /^ld(-linux[\w-]*|64)?\.so\.\d$/.test(entry));
    if (loader !== undefined && entries.includes('libc.so.6')) {
      return { loader: `${folder}/${loader}`, libraryPath: folders };
    }
  }
  return undefined;
}

/**
 * Makes absolute links relative, so that they stay inside the root: bullseye's lib64/ld-linux-x86-64.so.2
 * points to /lib/x86_64-linux-gnu/ld-2.31.so, which on the host is another libc, or nothing.
 */
export async function keepLinksInside(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isSymbolicLink())) {
    const link = join(entry.parentPath, entry.name);
    const target = await readlink(link);
    if (!target.startsWith('/')) continue;
    await rm(link);
    await symlink(relative(dirname(link), join(root, target)) || '.', link);
  }
}

/** Whether a file is there, through links. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
