import { describe, expect, it } from 'vitest';
import { findProduct } from '../../catalog.ts';
import { loadCatalog } from '../../catalog-files.ts';
import { isNeeded } from './unpack.ts';

const catalog = await loadCatalog();

describe('the packages of a closure that a server needs', () => {
  it.each([
    ['redis-server_5%3a7.0.15-1~deb12u7_amd64.deb', true],
    ['redis-tools_5%3a7.0.15-1~deb12u7_amd64.deb', true],
    ['libc6_2.36-9_amd64.deb', true],
    ['zlib1g_1%3a1.2.13.dfsg-1_amd64.deb', true],
    ['libperl5.36_5.36.0-7+deb12u3_amd64.deb', false],
    ['perl-modules-5.36_5.36.0-7+deb12u3_all.deb', false],
    ['passwd_1%3a4.13_amd64.deb', false],
  ])('%s: %s', (name, needed) => {
    const redis = findProduct(catalog, 'redis');
    expect(redis && isNeeded(name, redis)).toBe(needed);
  });
});
