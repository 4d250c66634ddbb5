/**
 * The one word that names a target, to what it stands for.
 *
 *   reference                embedded in this process
 *   valkey@9.1   valkey      the best way this machine has (the newest version when none is given)
 *   debian:redis@8.0         a Debian package
 *   docker:valkey@9.1        a container of the catalog's image; docker:any/image:tag of that image
 *   process:/path/to/server  a binary, by path or by its name on PATH
 *   redis://user:pass@host:6379/1   rediss://…   a server that runs already
 *   auto   all               lists of the above: see `auto.ts`
 *
 * Pure. A password in a word never gets into the name.
 */
import {
  type Catalog,
  type CatalogVersion,
  catalogVersionOf,
  findProduct,
  imageOf,
  newestVersion,
  type Product,
} from './catalog.ts';
import { hasImage, type Machine } from './machine.ts';
import { nearest } from './nearest.ts';
import { TargetError, type TargetSpec } from './target.ts';

/** Resolves one word. Throws a `TargetError` that names the nearest valid word. */
export function parseTarget(word: string, catalog: Catalog, machine: Machine): TargetSpec {
  if (word.includes('://')) return endpointSpec(word);
  const colon = word.indexOf(':');
  if (colon < 0) return productSpec(word, catalog, machine);
  const rest = word.slice(colon + 1);
  switch (word.slice(0, colon)) {
    case 'debian':
      return debianSpec(word, versioned(rest, catalog, 'debian:'));
    case 'docker':
      return dockerSpec(word, rest, catalog, machine);
    case 'process':
      return processSpec(word, rest);
    default:
      // user:password@host with the scheme forgotten comes here too.
      throw unknownWord(word.replace(/:.*@/s, ':…@'), catalog);
  }
}

/** The best way that this machine has to a version of a product; `undefined` when it has none. */
export function bestSpec(
  name: string,
  { product, version, entry }: Versioned,
  machine: Machine,
): TargetSpec | undefined {
  const known = { name, product: product.product, version };
  if (product.product === 'reference') return { ...known, driver: 'embedded' };
  const binary = machine.binaries.find(
    (found) =>
      found.product === product.product && catalogVersionOf(product, found.version) === version,
  );
  if (binary !== undefined) return { ...known, driver: 'process', source: binary.path };
  if (entry.debian !== undefined && machine.debian.why === undefined) {
    return { ...known, driver: 'debian' };
  }
  const image = imageOf(entry, machine.architecture);
  if (image === undefined || machine.docker.why !== undefined) return undefined;
  return { ...known, driver: 'container', source: image };
}

export interface Versioned {
  readonly product: Product;
  readonly version: string;
  readonly entry: CatalogVersion;
}

/** `valkey@9.1` or `valkey` as the catalog has it. */
export function versioned(word: string, catalog: Catalog, prefix = ''): Versioned {
  const [name = '', asked] = word.split('@');
  const product = findProduct(catalog, name);
  if (product === undefined) throw unknownWord(`${prefix}${word}`, catalog, prefix);
  const version = asked === undefined ? newestVersion(product) : catalogVersionOf(product, asked);
  const entry = version === undefined ? undefined : product.versions[version];
  // A full version (9.1.2) is not asked for: which one comes is up to the package or the image.
  if (version === undefined || entry === undefined || (asked !== undefined && asked !== version)) {
    throw new TargetError(`${prefix}${word}`, `the catalog has no ${product.title} ${asked}`, {
      remedy: `Versions: ${Object.keys(product.versions)
        .map((known) => `${prefix}${name}@${known}`)
        .join(', ')}.`,
    });
  }
  return { product, version, entry };
}

function productSpec(word: string, catalog: Catalog, machine: Machine): TargetSpec {
  const wanted = versioned(word, catalog);
  const name = word.includes('@') || word === 'reference' ? word : `${word}@${wanted.version}`;
  const spec = bestSpec(name, wanted, machine);
  if (spec !== undefined) return spec;
  throw new TargetError(
    name,
    `this machine has no way to ${wanted.product.title} ${wanted.version}`,
    {
      remedy: whyNoWay(wanted, machine),
    },
  );
}

/** Why no driver can bring this version up here, one clause for each. */
export function whyNoWay({ product, entry }: Versioned, machine: Machine): string {
  const reasons: string[] = [];
  if (product.binary !== undefined) reasons.push(`${product.binary.name} of it is not on PATH`);
  if (entry.debian === undefined) reasons.push('Debian has no package of it');
  else if (machine.debian.why !== undefined) reasons.push(machine.debian.why);
  const image = imageOf(entry, machine.architecture);
  if (image === undefined) reasons.push(`it has no image for ${machine.architecture}`);
  else if (machine.docker.why !== undefined) reasons.push(machine.docker.why);
  else if (!hasImage(machine, image)) reasons.push(`the image ${image} is not here yet`);
  return `${reasons.join('; ')}.`;
}

function debianSpec(name: string, { product, version, entry }: Versioned): TargetSpec {
  if (entry.debian === undefined || product.debianPackage === undefined) {
    const packaged = Object.keys(product.versions).filter(
      (known) => product.versions[known]?.debian,
    );
    throw new TargetError(name, `Debian has no package of ${product.title} ${version}`, {
      remedy:
        packaged.length === 0
          ? `Use docker:${product.product}@${version}.`
          : `Debian has ${packaged.map((known) => `debian:${product.product}@${known}`).join(', ')}.`,
    });
  }
  return { name, driver: 'debian', product: product.product, version };
}

/** A product of the catalog, `@version` or not, or else any image at all. */
function dockerSpec(name: string, rest: string, catalog: Catalog, machine: Machine): TargetSpec {
  const isImage = !rest.includes('@') || rest.includes('@sha256:');
  if (isImage && findProduct(catalog, rest) === undefined) {
    if (/^[a-z0-9][\w.:/@-]*$/i.test(rest)) return { name, driver: 'container', source: rest };
    throw new TargetError(name, 'is not the name of an image', {
      remedy: 'Write docker:valkey@9.1 or docker:registry/image:tag.',
    });
  }
  const { product, version, entry } = versioned(rest, catalog, 'docker:');
  const image = imageOf(entry, machine.architecture);
  if (image === undefined) {
    throw new TargetError(name, `has no container image for ${machine.architecture}`);
  }
  const full = rest.includes('@') ? name : `${name}@${version}`;
  return { name: full, driver: 'container', product: product.product, version, source: image };
}

function processSpec(name: string, source: string): TargetSpec {
  if (source !== '') return { name, driver: 'process', source };
  throw new TargetError(name, 'names no server program', {
    remedy: 'Write process:/path/to/server, or process:valkey-server for one on PATH.',
  });
}

function endpointSpec(word: string): TargetSpec {
  const shown = withoutPassword(word);
  const url = URL.parse(word);
  // No cause: the error of a parser would quote the word, and with it the password.
  if (url === null) throw new TargetError(shown, 'is not a URL', { remedy: URL_FORM });
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new TargetError(shown, `${url.protocol}// is not spoken here`, { remedy: URL_FORM });
  }
  if (url.hostname === '') throw new TargetError(shown, 'names no host', { remedy: URL_FORM });
  if (!/^\/?\d*$/.test(url.pathname)) {
    throw new TargetError(shown, `${url.pathname.slice(1)} is not the number of a database`, {
      remedy: URL_FORM,
    });
  }
  return { name: shown, driver: 'endpoint', source: word };
}

const URL_FORM = 'Write redis://user:password@host:6379/0, or rediss:// for TLS.';

/** Takes the password (and any query, where some clients put one) out of a URL, well-formed or not. */
function withoutPassword(url: string): string {
  const [, scheme = '', rest = ''] = /^(.*?:\/\/)(.*)$/s.exec(url) ?? [];
  // The last @, because an unescaped password may hold more of them, or ? and #.
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : rest.slice(0, at).replace(/:.*$/s, '');
  const place = rest.slice(at + 1).replace(/[?#].*$/s, '');
  return `${scheme}${user === '' ? '' : `${user}@`}${place}`;
}

function unknownWord(word: string, catalog: Catalog, prefix = ''): TargetError {
  const words = catalog.flatMap(({ product, versions }) => [
    `${prefix}${product}`,
    ...Object.keys(versions).map((version) => `${prefix}${product}@${version}`),
  ]);
  const known = prefix === '' ? [...words, 'auto', 'all', 'docker:', 'debian:', 'process:'] : words;
  const near = nearest(word, known);
  return new TargetError(word, 'is not a target', {
    remedy:
      near === undefined
        ? '`samewire targets list` shows the valid ones.'
        : `Did you mean ${near}?`,
  });
}
