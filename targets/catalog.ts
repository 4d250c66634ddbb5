/**
 * The products that Samewire knows, as data: `targets/catalog/<product>.yaml`.
 *
 * A new version is one line there, a new product one file; no code changes. This file parses and
 * checks their text; `catalog-files.ts` reads them from disk.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { PRODUCT_SCHEMA } from './catalog-schema.ts';
import { type ServerConfig, TargetError } from './target.ts';

/** One server product: how it is had, told to behave, and recognised. */
export interface Product {
  readonly product: string;
  readonly title: string;
  readonly see: string;
  /** Where its lineage left another one: what that one had at this version, it has too. */
  readonly descends?: { readonly from: string; readonly at: string };
  readonly identity: IdentityRule;
  /** The server program, and the pattern of its `--version` line that captures the version. */
  readonly binary?: { readonly name: string; readonly says: string };
  /** How configuration is written on a command line: `--name value` or `--name=value`. */
  readonly flags: 'spaced' | 'equals';
  /** What Samewire sets on every server of this product. */
  readonly config: ServerConfig;
  /** Set in addition, from this version on. */
  readonly configSince?: Readonly<Record<string, ServerConfig>>;
  /** Its name for the number of logical databases, where it is not `databases`. */
  readonly databasesParameter?: string;
  readonly debianPackage?: string;
  /** Words that its image wants before the flags. */
  readonly containerCommand?: readonly string[];
  /** Set in addition in a container, where the loopback is not ours. */
  readonly containerConfig?: ServerConfig;
  readonly containerUlimits?: Readonly<Record<string, string>>;
  readonly quirks: readonly Quirk[];
  /** Oldest first. */
  readonly versions: Readonly<Record<string, CatalogVersion>>;
}

/** How `INFO server` tells that this product answered. */
export interface IdentityRule {
  /** The field that holds the version. */
  readonly version: string;
  /** Fields whose values must match a pattern. */
  readonly when?: Readonly<Record<string, string>>;
  /** Fields that must not be there. */
  readonly absent?: readonly string[];
}

export interface Quirk {
  readonly id: string;
  readonly says: string;
  /** The first version without it. */
  readonly until?: string;
}

export interface CatalogVersion {
  /** Suites that have carried it, best first. */
  readonly debian?: readonly DebianSource[];
  /** One image for every architecture, or one each (`amd64`, `arm64`). */
  readonly image?: string | Readonly<Record<string, string>>;
}

export interface DebianSource {
  readonly suite: string;
  /** The suite that a partial one (backports, experimental) stands on. */
  readonly base?: string;
}

export type Catalog = readonly Product[];

const isProduct = new Ajv2020({ allErrors: true }).compile<Product>(PRODUCT_SCHEMA);

/** Reads one product from the text of its file; throws a `TargetError` that lists all mistakes. */
export function parseProduct(file: string, text: string): Product {
  // failsafe: every scalar stays the text that was written, so 7.0 is not 7 and `no` is not false.
  const value: unknown = parse(text, { schema: 'failsafe' });
  if (!isProduct(value)) {
    const problems = (isProduct.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the file'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`,
    );
    throw new TargetError(file, `is not a catalog entry: ${problems.join('; ')}`);
  }
  return value;
}

/** Puts products together, and checks what one file alone cannot tell. */
export function assembleCatalog(products: readonly Product[]): Catalog {
  const names = products.map(({ product }) => product);
  for (const { product, descends } of products) {
    if (names.indexOf(product) !== names.lastIndexOf(product)) {
      throw new TargetError(product, 'has two catalog entries');
    }
    if (descends !== undefined && !names.includes(descends.from)) {
      throw new TargetError(product, `descends from ${descends.from}, which has no catalog entry`);
    }
  }
  return products;
}

export function findProduct(catalog: Catalog, product: string): Product | undefined {
  return catalog.find((entry) => entry.product === product);
}

/** The catalog's version that a full one belongs to: `9.1` for `9.1.2`. */
export function catalogVersionOf(product: Product, full: string): string | undefined {
  return Object.keys(product.versions).find(
    (version) => full === version || full.startsWith(`${version}.`),
  );
}

/** The newest version that the catalog has of a product. */
export function newestVersion(product: Product): string {
  return Object.keys(product.versions).toSorted(compareVersions).at(-1) ?? '';
}

/** The image of a version for an architecture as Debian names it (`amd64`, `arm64`). */
export function imageOf(version: CatalogVersion, architecture: string): string | undefined {
  return typeof version.image === 'object' ? version.image[architecture] : version.image;
}

/** What Samewire sets on a server of this product and version. */
export function configOf(product: Product, version: string): ServerConfig {
  const later = Object.entries(product.configSince ?? {})
    .filter(([since]) => compareVersions(version, since) >= 0)
    .map(([, config]) => config);
  return Object.assign({}, product.config, ...later);
}

/** Orders versions by their numbers: negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
