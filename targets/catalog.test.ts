import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assembleCatalog,
  catalogVersionOf,
  compareVersions,
  configOf,
  findProduct,
  imageOf,
  newestVersion,
  type Product,
  parseProduct,
} from './catalog.ts';
import { loadCatalog } from './catalog-files.ts';

const catalog = await loadCatalog();

function product(name: string): Product {
  const found = findProduct(catalog, name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
}

const MINIMAL = `
product: other
title: Other
see: https://example.org/
identity: { version: other_version }
flags: spaced
config: { save: '', appendonly: no }
quirks: []
versions: { '1.0': {} }
`;

describe('the shipped catalog', () => {
  it('has every product and version of the design', () => {
    const versions = Object.fromEntries(
      catalog.map((entry) => [entry.product, Object.keys(entry.versions)]),
    );
    expect(versions).toEqual({
      dragonfly: ['1.37', '1.40'],
      keydb: ['6.3'],
      redict: ['7.3'],
      redis: ['6.0', '6.2', '7.0', '7.2', '7.4', '8.0', '8.2', '8.4', '8.6'],
      reference: ['7.2'],
      valkey: ['7.2', '8.0', '8.1', '9.0', '9.1'],
    });
  });

  it('can bring up each version but the reference by some driver', () => {
    const without = catalog
      .filter(({ product: name }) => name !== 'reference')
      .flatMap(({ versions }) => Object.values(versions))
      .filter(({ debian, image }) => debian === undefined && image === undefined);
    expect(without).toEqual([]);
  });

  it('sets debug commands only where the version knows them', () => {
    expect(configOf(product('redis'), '6.2')).not.toHaveProperty('enable-debug-command');
    expect(configOf(product('redis'), '7.0.15')).toMatchObject({
      'enable-debug-command': 'yes',
      save: '',
      appendonly: 'no',
    });
  });

  it('knows the newest version and the image of an architecture', () => {
    expect(newestVersion(product('redis'))).toBe('8.6');
    const keydb = product('keydb').versions['6.3'] ?? {};
    expect(imageOf(keydb, 'amd64')).toBe('eqalpha/keydb:x86_64_v6.3.4');
    expect(imageOf(keydb, 'riscv64')).toBeUndefined();
  });

  it.each([
    ['9.1.2', '9.1'],
    ['9.1', '9.1'],
    ['9.10.0', undefined],
    ['9', undefined],
  ])('files valkey %s under %s', (full, version) => {
    expect(catalogVersionOf(product('valkey'), full)).toBe(version);
  });
});

describe('a catalog file', () => {
  it('keeps scalars as they are written', () => {
    expect(parseProduct('other.yaml', MINIMAL)).toMatchObject({
      config: { save: '', appendonly: 'no' },
      versions: { '1.0': {} },
    });
  });

  it.each([
    ['title: Other', 'titel: Other', 'must have required property'],
    ["'1.0': {}", 'newest: {}', '/versions'],
    ['flags: spaced', 'flags: dashes', '/flags'],
    ["'1.0': {}", "'1.0': { debian: [{ base: sid }] }", '/versions/1.0/debian/0'],
  ])('with a mistake (%s → %s) is refused, with its place', (right, wrong, problem) => {
    const read = () => parseProduct('other.yaml', MINIMAL.replace(right, wrong));
    expect(read).toThrow('other.yaml: is not a catalog entry');
    expect(read).toThrow(problem);
  });

  it('may not descend from nowhere or come twice', () => {
    const other = parseProduct('other.yaml', MINIMAL);
    expect(() => assembleCatalog([other, other])).toThrow('two catalog entries');
    const orphan = { ...other, descends: { from: 'nowhere', at: '1.0' } };
    expect(() => assembleCatalog([orphan])).toThrow('nowhere, which has no catalog entry');
  });
});

describe('the order of versions', () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 });

  it('is that of their numbers, missing ones being 0', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = compareVersions(a.join('.'), b.join('.'));
        const at = [0, 1, 2, 3].find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
        expect(Math.sign(order)).toBe(
          at === undefined ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0)),
        );
      }),
    );
  });
});
