import { describe, expect, it } from 'vitest';
import { radixNodeCount } from './radix-node-count.ts';
import { parseId } from './stream-id.ts';

// Told by XINFO STREAM of a live 7.2-level server with one entry in each node.
describe('the nodes of a radix tree', () => {
  it.each([
    ['', 1],
    ['1-1', 2],
    ['1-1 1-2', 4],
    ['1-1 1-2 1-256', 7],
    ['1-1 2-1', 6],
    ['0-1 18446744073709551615-1', 5],
    ['1-1 1-2 256-1 256-257 65536-1 65536-2 65537-1', 21],
  ])('of %j are %i', (ids, count) => {
    const items = ids.split(' ').flatMap((text) => {
      const id = parseId(text);
      return id === undefined ? [] : { id };
    });
    expect(radixNodeCount(items)).toBe(count);
  });
});
