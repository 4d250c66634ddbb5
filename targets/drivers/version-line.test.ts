import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog-files.ts';
import { readVersionLine } from './version-line.ts';

const catalog = await loadCatalog();

describe('the output of --version', () => {
  it.each([
    ['Redis server v=6.0.16 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64', 'redis', '6.0.16'],
    ['Redis server v=8.6.3 sha=00000000:1 malloc=jemalloc-5.3.0 bits=64', 'redis', '8.6.3'],
    ['Valkey server v=9.1.2 sha=00000000:1 malloc=jemalloc-5.3.0 bits=64', 'valkey', '9.1.2'],
    ['Redict server v=7.3.6 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', 'redict', '7.3.6'],
    ['warning: something\nValkey server v=8.1.1 sha=0', 'valkey', '8.1.1'],
  ])('%j tells product and version', (output, product, version) => {
    const known = readVersionLine(output, catalog);
    expect([known?.product.product, known?.version]).toEqual([product, version]);
  });

  it('of any other program tells nothing', () => {
    expect(readVersionLine('nginx version: nginx/1.22.1', catalog)).toBeUndefined();
  });
});
