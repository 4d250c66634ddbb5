import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog-files.ts';
import { serverIn } from './image.ts';

const catalog = await loadCatalog();
const inImage = (source: string) =>
  serverIn({ name: 'docker', driver: 'container', source }, catalog);

describe('an image', () => {
  it.each([
    ['redis:8.0', 'redis'],
    ['registry.example:5000/team/redis:7', 'redis'],
    ['samewire-local/valkey:9.1', 'valkey'],
    ['valkey/valkey-bundle:9.0', 'valkey'],
    ['eqalpha/keydb:x86_64_v6.3.4', 'keydb'],
    ['redis@sha256:00ff', 'redis'],
    ['example/predis:1', undefined],
    ['team/server:latest', undefined],
  ])('%s holds %s', (image, product) => {
    expect(inImage(image).product?.product).toBe(product);
  });

  it('gets debug commands only when its tag tells a version that has them', () => {
    const debug = 'enable-debug-command';
    expect(inImage('redis:7.0-alpine').config).toHaveProperty(debug);
    expect(inImage('redis:6.2').config).not.toHaveProperty(debug);
    expect(inImage('redis:latest').config).not.toHaveProperty(debug);
  });

  it('listens beyond the loopback of its container', () => {
    expect(inImage('redis:8.0').config).toMatchObject({ bind: '0.0.0.0', 'protected-mode': 'no' });
  });

  it('is left alone when its server is unknown', () => {
    expect(inImage('team/server:1.0')).toMatchObject({ words: [], config: {} });
  });

  it('of a product that wants its program named gets it', () => {
    expect(inImage('eqalpha/keydb:x86_64_v6.3.4').words).toEqual(['keydb-server']);
  });
});
