/** Files that a run leaves: written whole or not at all, and never lost to a full disk. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './exit-code.ts';

export interface OutFile {
  readonly name: string;
  readonly text: string;
}

/** Says before a long run, not after it, that the folder cannot be written to. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(folder, { name: '.samewire-can-write', text: '' });
    await rm(join(folder, '.samewire-can-write'));
  } catch (cause) {
    throw new UsageError(`${folder} cannot be written to: ${(cause as Error).message}`, {
      remedy: 'Name another folder with --out.',
      cause,
    });
  }
}

export interface Written {
  /** The folder that holds the files. */
  readonly folder: string;
  /** Why it is not the one that was asked for. */
  readonly instead?: string;
}

/**
 * Writes all files. When the folder does not take them (a full disk), they go to a temporary one
 * instead; rejects with a `UsageError` only when that fails too.
 */
export async function writeFiles(folder: string, files: readonly OutFile[]): Promise<Written> {
  try {
    await writeAll(folder, files);
    return { folder };
  } catch (first) {
    const instead = `${folder} could not be written to: ${(first as Error).message}`;
    try {
      const rescue = await mkdtemp(join(tmpdir(), 'samewire-out-'));
      await writeAll(rescue, files);
      return { folder: rescue, instead };
    } catch (cause) {
      throw new UsageError(`${instead}; nor could a temporary folder`, {
        remedy: 'Free some room, or name another disk with --out.',
        cause,
      });
    }
  }
}

async function writeAll(folder: string, files: readonly OutFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) await writeWhole(resolve(folder), file);
}

async function writeWhole(folder: string, { name, text }: OutFile): Promise<void> {
  const half = join(folder, `${name}.${process.pid}.part`);
  try {
    await writeFile(half, text);
    await rename(half, join(folder, name));
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
