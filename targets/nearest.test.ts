import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const WORDS = ['valkey@9.1', 'valkey@9.0', 'redis', 'reference'];

describe('the nearest word', () => {
  it.each([
    ['valky@9.1', 'valkey@9.1'],
    ['Redis', 'redis'],
    ['referense', 'reference'],
    ['reids', 'redis'],
    ['memcached', undefined],
    ['x', undefined],
  ])('to %s is %s', (mistyped, word) => {
    expect(nearest(mistyped, WORDS)).toBe(word);
  });
});
