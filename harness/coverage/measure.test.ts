import { describe, expect, it } from 'vitest';
import type { CommandCoverage } from './measure.ts';
import { measure } from './measure.ts';
import { type DescribedCommand, surfaceOf } from './testing/introspection.ts';
import { suiteOf } from './testing/suites.ts';

const SET: DescribedCommand = {
  name: 'set',
  group: 'string',
  arity: -3,
  keys: [['RW']],
  arguments: [
    { type: 'key' },
    { type: 'string' },
    { type: 'pure-token', token: 'NX', flags: ['optional'] },
    { type: 'integer', token: 'EX', flags: ['optional'] },
  ],
};
const OBJECT: DescribedCommand = {
  name: 'object',
  arity: -2,
  subcommands: [
    { name: 'object|encoding', arity: 3 },
    { name: 'object|list', arity: -2, arguments: [{ type: 'pure-token', token: 'ALL' }] },
  ],
};
const surface = surfaceOf('one', [
  SET,
  OBJECT,
  { name: 'command', arity: -1, subcommands: [{ name: 'command|count', arity: 2 }] },
]);

function coverageOf(name: string, ...cases: string[]): CommandCoverage {
  const found = measure(cases.length > 0 ? [suiteOf(...cases)] : [], surface).commands.find(
    ({ command }) => command.name === name,
  );
  if (found === undefined) throw new Error(`${name} is not measured`);
  return found;
}

/** `command covered, NX missing, …` */
function items(name: string, ...cases: string[]): string {
  return coverageOf(name, ...cases)
    .items.map((item) => `${item.name} ${item.state}`)
    .join(', ');
}

describe('coverage of a command', () => {
  it.each([
    [
      'nothing',
      '- [SET, key, value, NX]',
      'command missing, EX missing, NX missing, arity missing, syntax missing, type missing, range missing',
    ],
    [
      'a token that works',
      '- { send: [SET, key, value, NX], reply: { status: OK } }',
      'command covered, EX missing, NX covered, arity missing, syntax missing, type missing, range missing',
    ],
    [
      'a token that is refused',
      '- { send: [SET, key, value, EX, x], reply: { error: "ERR value is not an integer or out of range" } }',
      'command refused, EX refused, NX missing, arity missing, syntax missing, type missing, range covered',
    ],
    [
      'errors by their text',
      '- { send: [SET, key, value, NO], reply: { error: "ERR syntax error" } }\n- { send: [set, key, value], reply: { error: WRONGTYPE } }',
      'command refused, EX missing, NX missing, arity missing, syntax covered, type covered, range missing',
    ],
    [
      'a wrong number of words, whatever the text',
      '- { send: [SET, key], reply: { error: ERR } }',
      'command refused, EX missing, NX missing, arity covered, syntax missing, type missing, range missing',
    ],
    [
      'an error that says nothing',
      '- { send: [SET, key, value, EX, x], reply: { error: ERR } }',
      'command refused, EX refused, NX missing, arity missing, syntax missing, type missing, range missing',
    ],
    [
      'a success that waits for EXEC',
      '- { send: [SET, key, value, NX], reply: { status: QUEUED } }',
      'command refused, EX missing, NX refused, arity missing, syntax missing, type missing, range missing',
    ],
  ])('with %s', (_, steps, expected) => {
    expect(items('set', steps)).toBe(expected);
  });

  it('is as good as its best step', () => {
    const refused = '- { send: [SET, key, value, EX, x], reply: { error: "ERR syntax error" } }';
    const works = '- { send: [SET, key, value, EX, "1"], reply: { status: OK } }';
    expect(items('set', works, refused)).toBe(items('set', refused, works));
    expect(items('set', works, refused)).toContain('command covered, EX covered');
  });

  it('counts cases once, and collects where they run', () => {
    const twice =
      '- { send: [SET, a, b], reply: { status: OK } }\n- { send: [SET, a, c], reply: { status: OK } }';
    const waits = '- until: { send: [SET, a, b], reply: { status: OK } }';
    expect(coverageOf('set', twice)).toMatchObject({ cases: 1, protocols: [2, 3] });
    expect(coverageOf('set', twice, waits).cases).toBe(2);
    expect(coverageOf('set', waits).contexts).toEqual(['plain']);
    expect(coverageOf('set', waits, twice).contexts.length).toBeGreaterThan(1);
  });
});

describe('coverage of a container', () => {
  it('is about its errors; its subcommands are commands', () => {
    expect(items('object')).toBe('arity missing, subcommand missing');
    const steps =
      '- { send: [OBJECT, COLOUR], reply: { error: ERR } }\n- { send: [OBJECT], reply: { error: ERR } }';
    expect(items('object', steps)).toBe('arity covered, subcommand covered');
    expect(items('object|encoding', '- { send: [object, Encoding, k], reply: raw }')).toBe(
      'command covered, arity missing',
    );
  });

  it('finds tokens behind the name of a subcommand', () => {
    expect(items('object|list', '- { send: [object, list, all], reply: [] }')).toBe(
      'command covered, ALL covered, syntax missing',
    );
  });

  it('wants a case of the command itself where it can stand alone', () => {
    expect(items('command')).toBe('command missing, subcommand missing');
    const alone = '- { send: [COMMAND], reply: { error: ERR } }';
    expect(items('command', alone)).toBe('command refused, subcommand missing');
  });
});

it('tells protocols in their order, whichever case has which', () => {
  const both = suiteOf('- { send: [SET, key, value], reply: { status: OK } }');
  const third = { ...both, cases: both.cases.map((one) => ({ ...one, protocols: [3] as const })) };
  const set = measure([third, both], surface).commands.find((one) => one.cases > 0);
  expect(set?.protocols).toEqual([2, 3]);
});

it('ignores what no server of the surface has', () => {
  const { commands, cases } = measure([suiteOf('- { send: [GET, key], reply: value }')], surface);
  expect(cases).toBe(1);
  expect(commands.map((one) => one.cases)).toEqual(commands.map(() => 0));
});
