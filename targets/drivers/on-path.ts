import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where a program is on PATH; `undefined` when it is not. */
export function onPath(name: string, path: readonly string[]): string | undefined {
  return path.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
