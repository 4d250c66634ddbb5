import { describe, expect, it } from 'vitest';
import { GrowingBytes } from './growing-bytes.ts';
import { StringValue } from './string.ts';

describe('bytes that grow', () => {
  it('keep what they hold and add zeros', () => {
    const bytes = GrowingBytes.of('ab');
    bytes.grow(5);
    expect([...bytes.view]).toEqual([97, 98, 0, 0, 0]);
    bytes.grow(3);
    expect(bytes.length).toBe(5);
  });

  it('move to a larger room a few times only', () => {
    const bytes = GrowingBytes.of('');
    const rooms = new Set<ArrayBufferLike>();
    for (let length = 1; length <= 10_000; length += 1) {
      bytes.grow(length);
      rooms.add(bytes.view.buffer);
    }
    expect(rooms.size).toBeLessThan(30);
  });
});

describe('a string value', () => {
  it('reads the same in both of its forms', () => {
    const value = new StringValue('hello');
    value.edit(7)[0] = 0x4a;
    expect([value.size, value.slice(0, 3), value.slice(6, 90)]).toEqual([7, 'Jel', '\0']);
    expect([value.text, value.encoding]).toEqual(['Jello\0\0', 'raw']);
    value.append('!');
    expect(value.bytes.at(-1)).toBe(0x21);
    value.append('?');
    expect(value.text).toBe('Jello\0\0!?');
  });

  it('does not share its bytes with a copy', () => {
    const value = new StringValue('a');
    value.edit();
    const copy = value.copy();
    value.edit()[0] = 0x62;
    expect([value.text, copy.text]).toEqual(['b', 'a']);
  });
});
