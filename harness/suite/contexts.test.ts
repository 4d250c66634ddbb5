import { describe, expect, it } from 'vitest';
import { plannedCell } from '../run/testing/planned-cell.ts';
import type { Context } from './case.ts';
import { CONTEXTS, formOf, possibleContexts, usualContexts } from './contexts.ts';

const ALL = [...CONTEXTS];
const PLAIN: Context[] = ['plain'];
const IN_LINE: Context[] = ['plain', 'pipeline'];

function stepsOf(steps: readonly string[]) {
  return plannedCell(...steps).subject.steps;
}

describe('a case', () => {
  it.each<[why: string, steps: string[], usual: Context[]]>([
    ['of commands and replies goes anywhere', ['[GET, key]', '[SET, key, a]'], ALL],
    ['that ends a transaction stays outside', ['[EXEC]'], PLAIN],
    ['that changes its connection stays as it is', ['[client, GETNAME]'], PLAIN],
    ['that blocks would not in a transaction', ['[GET, key]', '[blpop, list, 1]'], IN_LINE],
    ['that scripts refuse stays out of them', ['[CONFIG, GET, "*"]'], IN_LINE],
  ])('%s', (_, steps, usual) => {
    expect(usualContexts(stepsOf(steps))).toEqual(usual);
    expect(possibleContexts(stepsOf(steps))).toEqual(ALL);
  });

  it.each<[why: string, steps: string[]]>([
    ['has another connection', ['{ on: other, send: [GET, key] }']],
    ['leaves a command pending', ['{ send: [GET, key], pending: true }']],
    ['wants the connection to end', ['{ send: [GET, key], closed: true }']],
    ['speaks of exact bytes', [`{ send: [GET, key], bytes: "$-1\\r\\n" }`]],
    ['sends no command', ['[GET, key]', '{ raw: "PING\\r\\n" }']],
    ['waits for something', ['{ until: { send: [GET, key], reply: null, within: 1s } }']],
    ['fills', [`{ fill: { times: 2, send: [RPUSH, list, "\${i}"] } }`]],
  ])('that %s can only be plain', (_, steps) => {
    expect(possibleContexts(stepsOf(steps))).toEqual(PLAIN);
    expect(usualContexts(stepsOf(steps))).toEqual(PLAIN);
  });
});

it('a step that saves a reply, or fills one in, can only be plain', () => {
  const [saves, fillsIn] = stepsOf(['{ send: [PING, a], save: value }', `[GET, "\${value}"]`]);
  const alone = [saves, fillsIn].flatMap((step) => (step === undefined ? [] : [[step]]));
  expect(alone.map(possibleContexts)).toEqual([PLAIN, PLAIN]);
});

it('scripts have one form in both protocols, and the others those of the protocol', () => {
  expect(CONTEXTS.map((context) => [formOf(context, 2), formOf(context, 3)])).toEqual([
    ...[
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    ...[
      ['lua', 'lua'],
      ['lua', 'lua'],
    ],
  ]);
});
