import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListValue } from './list.ts';

const end = fc.constantFrom('head' as const, 'tail' as const);
// Few and short values, so that equal ones meet; some long ones, so that chunks fill.
const value = fc.oneof(
  fc.constantFrom('a', 'b', '1', '-300', '70000'),
  fc.nat(3).map((n) => 'x'.repeat(n * 700)),
);
const index = fc.nat(60);

/** The same operation on a list and on a plain array, with what each answers. */
interface Step {
  readonly name: string;
  readonly list: (list: ListValue) => unknown;
  readonly model: (model: string[]) => unknown;
}

const push = fc.record({ end, values: fc.array(value, { minLength: 1, maxLength: 12 }) }).map(
  ({ end, values }): Step => ({
    name: `push ${end}`,
    list: (list) => list.push(values, end),
    model: (model) => {
      for (const item of values) end === 'head' ? model.unshift(item) : model.push(item);
    },
  }),
);
const pop = fc.record({ end, count: fc.nat(8) }).map(
  ({ end, count }): Step => ({
    name: `pop ${count} ${end}`,
    list: (list) => list.popMany(count, end),
    model: (model) =>
      end === 'head'
        ? model.splice(0, count)
        : model.splice(Math.max(0, model.length - count)).reverse(),
  }),
);
const rotate = fc.record({ from: end, to: end }).map(
  ({ from, to }): Step => ({
    name: `rotate ${from} ${to}`,
    list: (list) => list.rotate(from, to),
    model: (model) => {
      const item = from === 'head' ? model.shift() : model.pop();
      if (item !== undefined) to === 'head' ? model.unshift(item) : model.push(item);
      return item;
    },
  }),
);
const insert = fc.record({ index, value, after: fc.boolean() }).map(
  ({ index, value, after }): Step => ({
    name: `insert ${index}`,
    list: (list) => {
      if (index < list.size) list.insert(index, after ? 'after' : 'before', value);
    },
    model: (model) => {
      if (index < model.length) model.splice(after ? index + 1 : index, 0, value);
    },
  }),
);
const set = fc.record({ index, value }).map(
  ({ index, value }): Step => ({
    name: `set ${index}`,
    list: (list) => {
      if (index < list.size) list.set(index, value);
    },
    model: (model) => {
      if (index < model.length) model[index] = value;
    },
  }),
);
const remove = fc
  .record({ value, count: fc.constantFrom(1, 2, 3, 2 ** 63, Infinity), from: end })
  .map(
    ({ value, count, from }): Step => ({
      name: `remove ${count} ${from}`,
      list: (list) => list.remove(value, count, from),
      model: (model) => {
        let removed = 0;
        for (; removed < count; removed += 1) {
          const at = from === 'head' ? model.indexOf(value) : model.lastIndexOf(value);
          if (at < 0) break;
          model.splice(at, 1);
        }
        return removed;
      },
    }),
  );
const trim = fc.record({ start: fc.nat(6), length: fc.nat(80) }).map(
  ({ start, length }): Step => ({
    name: `trim ${start} ${length}`,
    list: (list) => list.trim(Math.min(start, list.size), Math.min(start + length, list.size) - 1),
    model: (model) => {
      model.splice(0, model.length, ...model.slice(start, start + length));
    },
  }),
);

describe('ListValue', () => {
  it('behaves as an array, whatever the size of its chunks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(-2, -1, 1, 3, 7),
        fc.array(fc.oneof(push, push, pop, rotate, insert, set, remove, trim), { maxLength: 60 }),
        (setting, steps) => {
          const list = new ListValue({ 'list-max-listpack-size': setting });
          const model: string[] = [];
          for (const step of steps) {
            expect(step.list(list), step.name).toEqual(step.model(model));
            expect(list.range(0, list.size - 1), step.name).toEqual(model);
            expect(list.nodes.flat()).toEqual(model);
            expect(list.nodes.every((node) => node.length > 0)).toBe(true);
          }
          expect(model.map((_, i) => list.at(i))).toEqual(model);
          const seen: [string, number][] = [];
          list.walk('tail', (item, i) => seen.push([item, i]) > 0);
          expect(seen).toEqual(model.map((item, i): [string, number] => [item, i]).reverse());
          expect(list.copy().nodes).toEqual(list.nodes);
        },
      ),
    );
  });

  it('reads any range', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), index, index, (values, start, stop) => {
        const list = new ListValue({ 'list-max-listpack-size': 4 });
        list.push(values, 'tail');
        expect(list.range(start, stop)).toEqual(values.slice(start, stop + 1));
      }),
    );
  });

  it('becomes a quicklist when a push does not fit, and a listpack again at half of that', () => {
    const list = new ListValue({ 'list-max-listpack-size': 4 });
    list.push(['1', '2', '3', '4'], 'tail');
    expect(list.encoding).toBe('listpack');
    list.push(['5'], 'tail');
    expect(list.encoding).toBe('quicklist');
    list.popMany(2, 'tail');
    expect([list.size, list.encoding]).toEqual([3, 'quicklist']);
    list.pop('tail');
    expect([list.size, list.encoding]).toEqual([2, 'listpack']);
  });
});
