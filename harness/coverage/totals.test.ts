import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyHoles } from './holes.ts';
import { measure } from './measure.ts';
import { surfaceOf } from './testing/introspection.ts';
import { suiteOf } from './testing/suites.ts';
import { dropsBelow, floorOf, percent, type Share, type Totals, totalsOf } from './totals.ts';

const share: fc.Arbitrary<Share> = fc.record({
  covered: fc.nat(1000),
  missing: fc.nat(1000),
  leftOut: fc.nat(1000),
});
const totals: fc.Arbitrary<Totals> = fc.record({
  commands: share,
  tokens: share,
  errors: share,
  cases: fc.nat(10_000),
});

it('counts items by kind and state', () => {
  const surface = surfaceOf('one', [
    { name: 'get', arity: 2, arguments: [{ type: 'pure-token', token: 'NX' }] },
    { name: 'sync', arity: 1 },
  ]);
  const measured = measure([suiteOf('- { send: [GET, key], reply: value }')], surface);
  const why = 'A reason that is long enough to be one.';
  const { coverage } = applyHoles(measured, [{ command: 'sync', what: 'command', why }]);
  expect(totalsOf(coverage)).toEqual({
    commands: { covered: 1, missing: 0, leftOut: 1 },
    tokens: { covered: 0, missing: 1, leftOut: 0 },
    errors: { covered: 0, missing: 3, leftOut: 0 },
    cases: 1,
  });
});

describe('a percentage', () => {
  it.each([
    [0, 0, 100],
    [1, 0, 100],
    [999, 1, 99.9],
    [99_999, 1, 99.9],
    [1, 2, 33.3],
    [0, 5, 0],
  ])('of %i covered and %i missing is %f', (covered, missing, expected) => {
    expect(percent({ covered, missing, leftOut: 7 })).toBe(expected);
  });

  it('is 100 only when nothing is missing', () => {
    fc.assert(
      fc.property(share, (one) => {
        expect(percent(one) === 100).toBe(one.missing === 0);
      }),
    );
  });
});

describe('the floor', () => {
  it('holds for the totals that it was taken from, and for any that cover more', () => {
    fc.assert(
      fc.property(totals, fc.nat(5), (now, more) => {
        const floor = floorOf(now);
        expect(dropsBelow(floor, now)).toEqual([]);
        const better = { ...now.tokens, covered: now.tokens.covered + more };
        expect(dropsBelow(floor, { ...now, tokens: better })).toEqual([]);
      }),
    );
  });

  it('says what dropped, and from where to where', () => {
    const now: Totals = {
      commands: { covered: 9, missing: 1, leftOut: 0 },
      tokens: { covered: 10, missing: 0, leftOut: 0 },
      errors: { covered: 1, missing: 1, leftOut: 0 },
      cases: 41,
    };
    expect(dropsBelow({ commands: 90.1, tokens: 100, errors: 50, cases: 42 }, now)).toEqual([
      { what: 'commands', floor: 90.1, now: 90 },
      { what: 'cases', floor: 42, now: 41 },
    ]);
  });
});
