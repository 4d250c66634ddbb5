/** Configuration to command-line flags. Pure. */
import type { Product } from '../catalog.ts';
import type { ServerConfig } from '../target.ts';

/** The flags that set `config` on a server's command line. */
export function commandLineFlags(config: ServerConfig, style: Product['flags']): string[] {
  return Object.entries(config).flatMap(([name, value]) =>
    style === 'equals' ? [`--${name}=${value}`] : [`--${name}`, ...configWords(value)],
  );
}

/** The words of a value as a configuration file splits it: `900 1` is two, `"a b"` one, nothing is one. */
function configWords(value: string): string[] {
  const words = [...value.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)].map(([whole, quoted]) =>
    quoted === undefined ? whole : quoted.replace(/\\(.)/g, '$1'),
  );
  return words.length === 0 ? [''] : words;
}

/** The logical databases of a server with this configuration. */
export function databasesOf(config: ServerConfig, parameter = 'databases'): number[] {
  // 16 is what every server of the lineage has when it is not told.
  const count = Number(config[parameter] ?? '16');
  // What is no count the server itself refuses, in words better than ours.
  return Number.isInteger(count) && count > 0 ? [...Array(count).keys()] : [];
}
