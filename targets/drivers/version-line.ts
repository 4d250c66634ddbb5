/** What a server program is, from what it prints for `--version`. */
import type { Catalog, Product } from '../catalog.ts';
import { runProgram } from './run-program.ts';

export interface ProgramIdentity {
  readonly product: Product;
  /** The full version: `9.1.2`. */
  readonly version: string;
}

/** Reads the `--version` output of any server in the catalog. Pure. */
export function readVersionLine(output: string, catalog: Catalog): ProgramIdentity | undefined {
  for (const product of catalog) {
    const says = product.binary?.says;
    const version = says === undefined ? undefined : new RegExp(says, 'm').exec(output)?.[1];
    if (version !== undefined) return { product, version };
  }
  return undefined;
}

/** Asks a program which server it is; `undefined` when it is none in the catalog, or will not say. */
export async function identifyProgram(
  path: string,
  catalog: Catalog,
): Promise<ProgramIdentity | undefined> {
  try {
    const { stdout } = await runProgram(path, ['--version'], { timeoutMs: 5_000 });
    return readVersionLine(stdout, catalog);
  } catch {
    return undefined;
  }
}
