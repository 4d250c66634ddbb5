import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Matcher } from './library/pattern.ts';
import { numberText, parseNumber } from './number-text.ts';
import { LuaTable } from './table.ts';
import type { LuaKey, LuaValue } from './value.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

it('a number is printed as the nearest of 14 digits, and read back as that', () => {
  fc.assert(
    fc.property(finite, (value) => {
      const read = parseNumber(numberText(value)) ?? Number.NaN;
      const nearest = Number(value.toPrecision(14));
      // Ties go to the even digit, one unit of the last place away from JavaScript's choice.
      expect(Math.abs(read - nearest)).toBeLessThanOrEqual(Math.abs(nearest) * 1e-13);
      expect(numberText(read)).toBe(numberText(value));
    }),
  );
});

it('integers of up to 14 digits are printed whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 14) + 1, max: 10 ** 14 - 1 }), (value) => {
      expect(numberText(value)).toBe(String(value));
    }),
  );
});

const key: fc.Arbitrary<LuaKey> = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.string({ maxLength: 4 }),
  fc.boolean(),
  finite.filter((value) => value !== 0),
);
const write = fc.tuple(key, fc.option(fc.integer(), { nil: undefined }));

it('a table holds what a Map holds', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 200 }), (writes) => {
      const table = new LuaTable();
      const model = new Map<LuaKey, LuaValue>();
      for (const [at, value] of writes) {
        table.set(at, value);
        if (value === undefined) model.delete(at);
        else model.set(at, value);
      }
      for (const [at] of writes) expect(table.get(at)).toBe(model.get(at));
      expect(entriesOf(table)).toEqual(model);
      const border = table.length();
      expect(border === 0 || table.get(border) !== undefined).toBe(true);
      expect(table.get(border + 1)).toBe(undefined);
    }),
  );
});

/** By `next`, each entry once. */
function entriesOf(table: LuaTable): Map<LuaKey, LuaValue> {
  const entries = new Map<LuaKey, LuaValue>();
  for (let entry = table.next(undefined); entry !== undefined; entry = table.next(entry[0])) {
    expect(entries.has(entry[0])).toBe(false);
    entries.set(...entry);
  }
  return entries;
}

/** Pieces that mean the same in a pattern of Lua and in an expression of JavaScript. */
const item = fc.constantFrom(
  ['a', 'a'],
  ['b', 'b'],
  ['.', '[^]'],
  ['%a', '[A-Za-z]'],
  ['%d', '[0-9]'],
  ['%D', '[^0-9]'],
  ['[ab]', '[ab]'],
  ['[^a]', '[^a]'],
  ['[a-c1]', '[a-c1]'],
  ['%.', '\\.'],
  ['[%w_]', '[A-Za-z0-9_]'],
);
const repetition = fc.constantFrom(['', ''], ['*', '*'], ['+', '+'], ['-', '*?'], ['?', '?']);
const part = fc.tuple(item, repetition, fc.boolean()).map(([[lua, js], [how, jsHow], captured]) => {
  const [open, close] = captured ? ['(', ')'] : ['', ''];
  return [`${open}${lua}${how}${close}`, `${open}${js}${jsHow}${close}`];
});

it('a pattern matches as the regular expression that says the same', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '1', '.', '_', ' '),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, fc.array(part, { minLength: 1, maxLength: 5 }), (subject, parts) => {
      const lua = parts.map(([pattern]) => pattern).join('');
      const found = new RegExp(`^(?:${parts.map(([, js]) => js).join('')})`).exec(subject);
      const matcher = new Matcher(subject, lua, (problem) => new Error(problem));
      const end = matcher.matchAt(0, 0);
      expect(end).toBe(found === null ? -1 : found[0].length);
      if (found !== null && found.length > 1) {
        expect(matcher.captured(0, end)).toEqual(found.slice(1));
      }
    }),
    { numRuns: 500 },
  );
});
