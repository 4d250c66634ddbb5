/**
 * Where Lua 5.1 would look first for a key. Scripts see it: it decides the order of `pairs`, and with
 * it that of the members that cjson writes.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { LuaKey } from './value.ts';

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** The slot of `key` among `size` slots, a power of two. */
export function homeSlot(key: LuaKey, size: number): number {
  if (typeof key === 'string') return hashOf(key) & (size - 1);
  if (typeof key === 'number') return numberSlot(key, size);
  if (typeof key === 'boolean') return (key ? 1 : 0) & (size - 1);
  return (key.address >>> 0) % oddBelow(size);
}

function numberSlot(key: number, size: number): number {
  if (key === 0) return 0;
  float[0] = key;
  const [low = 0, high = 0] = words;
  return ((low + high) >>> 0) % oddBelow(size);
}

// Numbers and addresses often share low bits, so they are spread by an odd divisor.
function oddBelow(size: number): number {
  return (size - 1) | 1;
}

/** Servers since 7.0 take every byte, where Lua's own release samples long strings. */
function hashOf(text: ByteString): number {
  let hash = text.length;
  for (let i = text.length - 1; i >= 0; i--) {
    hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(i);
  }
  return hash;
}
