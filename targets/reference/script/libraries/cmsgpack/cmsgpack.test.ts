import { expect, it } from 'vitest';
import { LuaTable } from '../../lua/table.ts';
import type { LuaValue } from '../../lua/value.ts';
import { packValue } from './pack.ts';
import { Unpacker } from './unpack.ts';

const hex = (bytes: string) => Buffer.from(bytes, 'latin1').toString('hex');

// What redict 7.3 packs.
it.each<[LuaValue, string]>([
  [127, '7f'],
  [128, 'cc80'],
  [65536, 'ce00010000'],
  [2 ** 53, 'cf0020000000000000'],
  [2 ** 63, 'ca5f000000'],
  [-32, 'e0'],
  [-33, 'd0df'],
  [-2147483649, 'd3ffffffff7fffffff'],
  [1.5, 'ca3fc00000'],
  [0.1, 'cb3fb999999999999a'],
  ['x'.repeat(32), `d920${'78'.repeat(32)}`],
  [LuaTable.of([]), '90'],
  [LuaTable.of([1, undefined, 3]), '8201010303'],
])('packs %j, and reads it again', (value, bytes) => {
  const packed = packValue(value);
  expect(hex(packed)).toBe(bytes);
  const unpacked = new Unpacker(packed, 0).value();
  expect(packValue(unpacked)).toBe(packed);
});

it('ends a table that holds itself', () => {
  const table = new LuaTable();
  table.set(1, table);
  expect(hex(packValue(table))).toBe(`${'91'.repeat(16)}c0`);
});
