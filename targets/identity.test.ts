import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog-files.ts';
import { identify, infoFields } from './identity.ts';

const catalog = await loadCatalog();

/** The lines of `INFO server` that tell servers apart, in the order in which live ones send them. */
const info = (...lines: string[]) => ['# Server', ...lines, 'arch_bits:64', ''].join('\r\n');

describe('INFO server', () => {
  it.each([
    [['redis_version:6.0.16', 'redis_mode:standalone'], 'redis', '6.0.16', { redis: '6.0.16' }],
    [
      ['redis_version:7.0.15', 'executable:/usr/bin/redis-server'],
      'redis',
      '7.0.15',
      { redis: '7.0.15' },
    ],
    [
      ['redis_version:8.0.2', 'monotonic_clock:POSIX clock_gettime'],
      'redis',
      '8.0.2',
      { redis: '8.0.2' },
    ],
    [['redis_version:8.6.3', 'gcc_version:15.2.0'], 'redis', '8.6.3', { redis: '8.6.3' }],
    [
      [
        'redis_version:7.2.4',
        'server_name:valkey',
        'valkey_version:8.0.1',
        'server_mode:standalone',
      ],
      'valkey',
      '8.0.1',
      { valkey: '8.0.1', redis: '7.2' },
    ],
    [
      [
        'redis_version:7.2.4',
        'server_name:valkey',
        'valkey_version:8.1.1',
        'valkey_release_stage:ga',
      ],
      'valkey',
      '8.1.1',
      { valkey: '8.1.1', redis: '7.2' },
    ],
    [
      ['redis_version:7.2.4', 'server_name:valkey', 'valkey_version:9.1.2', 'gcc_version:16.2.0'],
      'valkey',
      '9.1.2',
      { valkey: '9.1.2', redis: '7.2' },
    ],
    [
      ['redict_version:7.3.6', 'redict_mode:standalone', 'redis_version:7.2.4'],
      'redict',
      '7.3.6',
      { redict: '7.3.6', redis: '7.2' },
    ],
    [
      ['redis_version:6.3.4', 'redis_mode:standalone', 'executable:/data/keydb-server'],
      'keydb',
      '6.3.4',
      { keydb: '6.3.4', redis: '6.2' },
    ],
    [
      ['redis_version:7.4.0', 'dragonfly_version:df-v1.40.0', 'redis_mode:standalone'],
      'dragonfly',
      '1.40.0',
      { dragonfly: '1.40.0', redis: '7.2' },
    ],
    [
      ['redis_version:7.2.4', 'server_name:samewire-reference', 'samewire_version:0.1.0'],
      'reference',
      '0.1.0',
      { reference: '0.1.0', redis: '7.2' },
    ],
  ])('with %j comes from %s %s', (lines, product, version, level) => {
    expect(identify(info(...lines), catalog)).toEqual({ product, version, level });
  });

  it.each([
    ['nothing of ours', ['os:Linux']],
    ['another work-alike', ['redis_version:4.0.0', 'kvrocks_version:2.9.0']],
    ['a name unknown to the catalog', ['redis_version:7.2.4', 'server_name:something']],
  ])('with %s is nobody we know', (_, lines) => {
    expect(identify(info(...lines), catalog)).toBeUndefined();
  });

  it('has values with colons in them', () => {
    expect(infoFields('config_file:/etc/a:b\r\n').get('config_file')).toBe('/etc/a:b');
  });
});
