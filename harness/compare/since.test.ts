import { expect, test } from 'vitest';
import { predates } from './since.ts';

const valkey = { product: 'valkey', version: '8.1.1', level: { valkey: '8.1.1', redis: '7.2' } };
const redis = { product: 'redis', version: '7.0.15', level: { redis: '7.0.15' } };

test.each([
  [redis, undefined, false],
  [redis, { redis: '6.2' }, false],
  [redis, { redis: '7.0' }, false],
  [redis, { redis: '7.0.16' }, true],
  [redis, { redis: '8.0' }, true],
  [redis, { valkey: '8.0' }, true],
  [valkey, { redis: '7.2' }, false],
  [valkey, { redis: '7.4' }, true],
  [valkey, { redis: '7.4', valkey: '9.0' }, true],
  [valkey, { redis: '7.4', valkey: '8.1' }, false],
  [valkey, { valkey: '8' }, false],
])('%j predates %j: %s', (target, since, expected) => {
  expect(predates(target, since)).toBe(expected);
});
