/**
 * Who answered: product, version, and how far along each lineage that version is.
 *
 * Pure: text of `INFO server` in, identity out. What cannot be told is `undefined`, never guessed.
 */
import { type Catalog, findProduct, type Product } from './catalog.ts';

/** The version that counts in each lineage: `{ valkey: '9.1.2', redis: '7.2' }`. */
export type Level = Readonly<Record<string, string>>;

export interface Identity {
  readonly product: string;
  readonly version: string;
  readonly level: Level;
}

/** Recognises the server that sent this INFO text; `undefined` when it is none in the catalog. */
export function identify(infoServerText: string, catalog: Catalog): Identity | undefined {
  const fields = infoFields(infoServerText);
  const matching = catalog
    .filter((product) => fits(product, fields))
    .toSorted((a, b) => specificity(b) - specificity(a));
  const product = matching[0];
  const version = product && fields.get(product.identity.version);
  if (product === undefined || version === undefined) return undefined;
  // Dragonfly writes its version as df-v1.40.0.
  const numbers = version.replace(/^[^0-9]*/, '');
  return { product: product.product, version: numbers, level: levelOf(catalog, product, numbers) };
}

/** The fields of an INFO text. */
export function infoFields(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return line.startsWith('#') || colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
  });
  return new Map(pairs);
}

/** How far a version of a product is along its own lineage and those it descends from. */
export function levelOf(catalog: Catalog, product: Product, version: string): Level {
  const level: Record<string, string> = { [product.product]: version };
  let { descends } = product;
  while (descends !== undefined && !(descends.from in level)) {
    level[descends.from] = descends.at;
    descends = findProduct(catalog, descends.from)?.descends;
  }
  return level;
}

function fits({ identity }: Product, fields: ReadonlyMap<string, string>): boolean {
  const conditions = Object.entries(identity.when ?? {});
  return (
    fields.has(identity.version) &&
    conditions.every(([field, pattern]) => new RegExp(pattern).test(fields.get(field) ?? '')) &&
    !(identity.absent ?? []).some((field) => fields.has(field))
  );
}

/** All of them have redis_version, so a rule that asks for more goes first. */
function specificity({ identity }: Product): number {
  return Object.keys(identity.when ?? {}).length + (identity.version === 'redis_version' ? 0 : 1);
}
