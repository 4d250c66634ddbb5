/** The lists of targets that a word can stand for, from what the machine offers. Pure. */
import type { Catalog } from './catalog.ts';
import { hasImage, type Machine } from './machine.ts';
import { bestSpec, parseTarget, type Versioned, whyNoWay } from './name.ts';
import { TargetError, type TargetSpec } from './target.ts';

/** A version of the catalog that `auto` leaves out, and why. */
export interface Unavailable {
  readonly name: string;
  readonly why: string;
}

export interface Offer {
  readonly specs: readonly TargetSpec[];
  readonly unavailable: readonly Unavailable[];
}

/**
 * Everything this machine can have without a person's consent to long downloads: the reference,
 * servers on PATH, Debian packages (a few MB each), and containers whose image is here already.
 */
export function autoTargets(catalog: Catalog, machine: Machine): Offer {
  const specs: TargetSpec[] = [];
  const unavailable: Unavailable[] = [];
  for (const wanted of everyVersion(catalog)) {
    const name = nameOf(wanted);
    const spec = bestSpec(name, wanted, machine);
    if (spec === undefined || !isHere(spec, machine)) {
      unavailable.push({ name, why: whyNoWay(wanted, machine) });
    } else {
      specs.push(spec);
    }
  }
  return { specs, unavailable };
}

/** Every version of the catalog that can be had here at all, images to be pulled included. */
export function allTargets(catalog: Catalog, machine: Machine): Offer {
  const specs: TargetSpec[] = [];
  const unavailable: Unavailable[] = [];
  for (const wanted of everyVersion(catalog)) {
    const name = nameOf(wanted);
    const spec = bestSpec(name, wanted, machine);
    if (spec === undefined) unavailable.push({ name, why: whyNoWay(wanted, machine) });
    else specs.push(spec);
  }
  return { specs, unavailable };
}

/** Resolves what a user listed; a target that is named twice comes once. */
export function resolveTargets(
  words: readonly string[],
  catalog: Catalog,
  machine: Machine,
): Offer {
  const offers = words.map((word): Offer => {
    if (word === 'auto') return autoTargets(catalog, machine);
    if (word === 'all') return allTargets(catalog, machine);
    return { specs: [parseTarget(word, catalog, machine)], unavailable: [] };
  });
  const byName = new Map(offers.flatMap(({ specs }) => specs.map((spec) => [spec.name, spec])));
  if (byName.size === 0) {
    throw new TargetError(
      words.join(' ') || 'targets',
      'names no target that this machine can have',
      {
        remedy: '`samewire targets list` shows what it can have, and why not the rest.',
      },
    );
  }
  return { specs: [...byName.values()], unavailable: offers.flatMap((offer) => offer.unavailable) };
}

/** Every product in every version, in the order of a matrix's columns. */
export function everyVersion(catalog: Catalog): Versioned[] {
  return catalog
    .toSorted((a, b) => column(a.product) - column(b.product))
    .flatMap((product) =>
      Object.entries(product.versions).map(([version, entry]) => ({ product, version, entry })),
    );
}

/** The neutral ground, the two large lineages, then whoever else is in the catalog. */
const FIRST_COLUMNS: readonly string[] = ['reference', 'redis', 'valkey'];

function column(product: string): number {
  const place = FIRST_COLUMNS.indexOf(product);
  return place < 0 ? FIRST_COLUMNS.length : place;
}

/** The word for a version: `valkey@9.1`; the reference has no need of one. */
export function nameOf({ product, version }: Versioned): string {
  return product.product === 'reference' ? 'reference' : `${product.product}@${version}`;
}

function isHere(spec: TargetSpec, machine: Machine): boolean {
  return spec.driver !== 'container' || hasImage(machine, spec.source ?? '');
}
