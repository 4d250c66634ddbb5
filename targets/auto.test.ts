import { describe, expect, it } from 'vitest';
import { allTargets, autoTargets, resolveTargets } from './auto.ts';
import { loadCatalog } from './catalog-files.ts';
import type { Machine } from './machine.ts';

const catalog = await loadCatalog();
const bare: Machine = {
  architecture: 'amd64',
  binaries: [],
  debian: { why: 'no apt-get' },
  docker: { why: 'no daemon', images: [] },
};
const names = (offer: { specs: readonly { name: string }[] }) =>
  offer.specs.map(({ name }) => name);

describe('auto', () => {
  it('has the reference on a machine with nothing, and says why not the rest', () => {
    const offer = autoTargets(catalog, bare);
    expect(names(offer)).toEqual(['reference']);
    expect(offer.unavailable.find(({ name }) => name === 'valkey@9.1')?.why).toBe(
      'valkey-server of it is not on PATH; no apt-get; no daemon.',
    );
  });

  it('has every packaged version on Debian', () => {
    expect(names(autoTargets(catalog, { ...bare, debian: {} }))).toEqual([
      'reference',
      'redis@6.0',
      'redis@7.0',
      'redis@8.0',
      'redis@8.6',
      'valkey@8.0',
      'valkey@8.1',
      'valkey@9.1',
      'redict@7.3',
    ]);
  });

  it('takes containers only of images that are here', () => {
    const machine = { ...bare, docker: { images: ['redis:7.2'] } };
    const offer = autoTargets(catalog, machine);
    expect(names(offer)).toEqual(['reference', 'redis@7.2']);
    expect(offer.unavailable.find(({ name }) => name === 'redis@7.4')?.why).toContain(
      'the image redis:7.4 is not here yet',
    );
  });
});

describe('a list of words', () => {
  it('all takes images that must be pulled', () => {
    const offer = allTargets(catalog, { ...bare, docker: { images: [] } });
    expect(names(offer)).toContain('dragonfly@1.40');
    expect(offer.unavailable).toEqual([]);
  });

  it('names each target once, in order', () => {
    const offer = resolveTargets(['redis@8.0', 'auto', 'reference'], catalog, {
      ...bare,
      debian: {},
    });
    expect(names(offer)[0]).toBe('redis@8.0');
    expect(new Set(names(offer)).size).toBe(offer.specs.length);
  });

  it('refuses to come out empty', () => {
    expect(() => resolveTargets([], catalog, bare)).toThrow('names no target');
  });
});
