import { describe, expect, it } from 'vitest';
import { plannedCell } from '../run/testing/planned-cell.ts';
import { inLua } from './in-lua.ts';

/** What the only step's contract says in RESP2, in RESP3 and in scripts. */
function forms(step: string): (string | undefined)[] {
  const claim = plannedCell(step).subject.steps[0];
  const reply = claim !== undefined && 'contract' in claim ? claim.contract.reply : undefined;
  return [reply?.[2].says, reply?.[3].says, reply?.lua.says];
}

describe('a contract', () => {
  it.each([
    ['{ send: [GET, key], reply: 3 }', ['3', '3', '3']],
    ['{ send: [GET, key], reply: a, resp2: null }', ['null', '"a"', 'null']],
    ['{ send: [GET, key], reply: null, resp3: a }', ['null', '"a"', 'null']],
    [
      '{ send: [GET, key], reply: null, resp2: { null: array } }',
      ['{ null: array }', 'null', 'null'],
    ],
  ])('%s says %j', (step, wanted) => {
    expect(forms(step)).toEqual(wanted);
  });
});

describe('in Lua', () => {
  it.each([
    ['null arrays are null', { null: 'array' } as const, null],
    ['at any depth', [1, [{ null: 'array' as const }]], [1, [null]]],
    [
      'in what has no order',
      { unordered: ['a', { null: 'array' as const }] },
      { unordered: ['a', null] },
    ],
    ['in what holds more', { contains: [{ null: 'array' as const }] }, { contains: [null] }],
    [
      'in each of what may be',
      { 'one-of': [1, { null: 'array' as const }] },
      { 'one-of': [1, null] },
    ],
    ['in sets', { set: [9007199254740993n] }, { set: [{ any: 'int' }] }],
    ['in maps', { map: { field: { null: 'array' as const } } }, { map: { field: null } }],
    ['integers that doubles do not hold are any', 9007199254740993n, { any: 'int' }],
    ['however written', { int: '-9223372036854775808' }, { any: 'int' }],
  ])('%s', (_, written, wanted) => {
    expect(inLua(written)).toEqual(wanted);
  });

  it.each([
    [3],
    ['text'],
    [{ status: 'OK' }],
    [{ set: ['a', 'b'] }],
    [{ range: [0, 1] as [number, number] }],
  ])('%j stays the very same', (written) => {
    expect(inLua(written)).toBe(written);
  });
});
