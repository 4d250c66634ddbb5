import { describe, expect, it } from 'vitest';
import { predates } from './versions.ts';

const valkey = {
  ...{ name: 'valkey@8.0', driver: 'debian' as const, startedAs: 'valkey' },
  ...{ product: 'valkey', version: '8.0.1' },
  identity: { redis_version: '7.2.4', valkey_version: '8.0.1', gcc_version: '14.2.0' },
};

describe('a target predates', () => {
  it.each<[since: Record<string, string>, old: boolean]>([
    [{ valkey: '8.0' }, false],
    [{ valkey: '8.1' }, true],
    [{ redis: '7.0' }, false],
    [{ redis: '7.4' }, true],
    [{ redis: '8.0', valkey: '8.0' }, false],
    [{ redis: '6.2', valkey: '9.1' }, true],
    [{ keydb: '1.0' }, true],
  ])('what is there since %j: %s', (since, old) => {
    expect(predates(valkey, since)).toBe(old);
  });
});
