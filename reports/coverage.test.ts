import { describe, expect, it } from 'vitest';
import type { CommandCoverage, Coverage, Item } from '../harness/coverage/measure.ts';
import { coverageJson, coverageText } from './coverage.ts';
import { PLAIN } from './palette.ts';

const REDIS = 'redis@8.6';
const VALKEY = 'valkey@9.1';

function item(kind: Item['kind'], name: string, state: Item['state'], why?: string): Item {
  return { kind, name, state, ...(why === undefined ? {} : { why }) };
}

function commandCoverage(
  name: string,
  group: string,
  more: Partial<CommandCoverage>,
  servers: readonly string[] = [REDIS, VALKEY],
  tokenServers: Readonly<Record<string, readonly string[]>> = {},
): CommandCoverage {
  return {
    command: {
      ...{ name, group, servers, tokenServers },
      ...{ container: false, arities: [2], readsKey: false },
      ...{ leading: { count: 0, more: false }, tokens: [], numeric: false },
    },
    ...{ cases: 0, items: [], provoked: {}, contexts: [], protocols: [] },
    ...more,
  };
}

const coverage: Coverage = {
  servers: [REDIS, VALKEY],
  cases: 1234,
  commands: [
    commandCoverage('get', 'string', {
      cases: 1,
      items: [item('command', 'command', 'covered'), item('error', 'arity', 'covered')],
      provoked: { arity: 2, specific: 1 },
      contexts: ['plain', 'script'],
      protocols: [2, 3],
    }),
    commandCoverage(
      'set',
      'string',
      {
        cases: 12,
        items: [
          item('command', 'command', 'refused'),
          item('token', 'NX', 'covered'),
          item('token', 'EX', 'refused'),
          item('token', 'IFNE', 'missing'),
          item('token', '', 'missing'),
          item('error', 'range', 'missing'),
        ],
        contexts: ['plain'],
        protocols: [3],
      },
      undefined,
      { NX: [REDIS, VALKEY], EX: [REDIS, VALKEY], IFNE: [REDIS], '': [REDIS, VALKEY] },
    ),
    commandCoverage(
      'psync',
      'server',
      { items: [item('command', 'command', 'left-out', 'It turns the connection into another.')] },
      [VALKEY],
    ),
    commandCoverage('digest', 'string', { items: [item('command', 'command', 'missing')] }, [
      REDIS,
    ]),
  ],
};

const TOTALS = `On redis@8.6 and valkey@9.1, by 1,234 cases
commands            33.3%     1 covered    2 missing    1 left out for a reason
option tokens         25%     1 covered    3 missing    0 left out for a reason
classes of errors     50%     1 covered    1 missing    0 left out for a reason
2 of what is missing is sent, but only where it is refused.
`;

describe('coverage for people', () => {
  it('tells by group what each command has, lacks, and leaves out', () => {
    expect(coverageText(coverage, { width: 100, paint: PLAIN, missing: false })).toBe(`server
  psync   no case
          left out: command: It turns the connection into another.

string
  get       1 case   errors: arity 2, specific 1  plain script  RESP 2 3
  set      12 cases  1/4 tokens  plain  RESP 3
          no success · tokens: EX (only refused), IFNE (only redis@8.6), "" · errors: range
  digest only redis@8.6 · no case

${TOTALS}`);
  });

  it('can tell only what is missing', () => {
    expect(coverageText(coverage, { width: 100, paint: PLAIN, missing: true })).toBe(`string
  set    no success · tokens: EX (only refused), IFNE (only redis@8.6), "" · errors: range
  digest only redis@8.6 · no case

${TOTALS}`);
  });

  it('keeps to the width', () => {
    const lines = coverageText(coverage, { width: 60, paint: PLAIN, missing: true }).split('\n');
    const [first = '', second = ''] = lines.slice(1);
    expect(first.length).toBeLessThanOrEqual(60);
    expect(second).toMatch(/^ {10}\S/);
  });

  it('has nothing but totals where nothing is missing', () => {
    const whole = { ...coverage, commands: coverage.commands.slice(0, 1) };
    const text = coverageText(whole, { width: 100, paint: PLAIN, missing: true });
    expect(text.split('\n').slice(0, 2)).toEqual([
      'On redis@8.6 and valkey@9.1, by 1,234 cases',
      'commands             100%     1 covered    0 missing    0 left out for a reason',
    ]);
  });
});

it('tells machines everything that it tells people', () => {
  const { servers, totals, commands } = JSON.parse(coverageJson(coverage));
  expect(servers).toEqual([REDIS, VALKEY]);
  expect(totals.tokens).toEqual({ covered: 1, missing: 3, leftOut: 0 });
  expect(commands).toHaveLength(4);
  expect(commands[1]).toEqual({
    ...{ name: 'set', group: 'string', cases: 12, contexts: ['plain'], protocols: [3] },
    ...{ servers: [REDIS, VALKEY], provoked: {}, items: coverage.commands[1]?.items },
    tokenServers: coverage.commands[1]?.command.tokenServers,
  });
});
