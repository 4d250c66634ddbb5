import { describe, expect, it } from 'vitest';
import { applyHoles, type Hole, HolesError, parseHoles, sayHole } from './holes.ts';
import { measure } from './measure.ts';
import { surfaceOf } from './testing/introspection.ts';
import { suiteOf } from './testing/suites.ts';

const why = 'A reason that is long enough to be one.';

describe('the file of holes', () => {
  it('may name several commands and items for one reason', () => {
    const text = `holes:\n  - { command: [psync, "client|kill"], what: [command, NX], why: "${why}" }`;
    expect(parseHoles('holes.yaml', text).map(sayHole)).toEqual([
      'psync: command',
      'psync: NX',
      'client|kill: command',
      'client|kill: NX',
    ]);
  });

  it.each([
    ['no list', 'holes: 3', '/holes must be array'],
    [
      'a reason too short',
      'holes: [{ command: get, what: type, why: no }]',
      '/holes/0/why must NOT have fewer',
    ],
    [
      'a word for no item',
      `holes: [{ command: get, what: everything, why: "${why}" }]`,
      '/holes/0/what must match pattern',
    ],
    [
      'an item in mixed case',
      `holes: [{ command: get, what: Nx, why: "${why}" }]`,
      '/holes/0/what must match pattern',
    ],
    [
      'an unknown key',
      `holes: [{ command: get, what: type, why: "${why}", because: x }]`,
      'must NOT have additional properties',
    ],
    [
      'the same hole twice',
      `holes: [{ command: get, what: [type, arity], why: "${why}" }, { command: get, what: type, why: "${why}" }]`,
      'get: type stands twice',
    ],
    ['no YAML', 'holes: [', 'holes.yaml: '],
  ])('is refused with %s', (_, text, problem) => {
    expect(() => parseHoles('holes.yaml', text)).toThrow(HolesError);
    expect(() => parseHoles('holes.yaml', text)).toThrow(problem);
  });
});

describe('holes', () => {
  const surface = surfaceOf('one', [
    { name: 'get', arity: 2, group: 'string', keys: [['RO']] },
    { name: 'sync', arity: 1 },
  ]);
  const coverage = measure([suiteOf('- { send: [GET, key], reply: value }')], surface);
  const hole = (command: string, what: string): Hole => ({ command, what, why });

  it('leave out what is missing, with their reason', () => {
    const { coverage: marked, filled, unknown } = applyHoles(coverage, [hole('sync', 'command')]);
    const sync = marked.commands.find(({ command }) => command.name === 'sync');
    expect(sync?.items).toEqual([
      { kind: 'command', name: 'command', state: 'left-out', why },
      { kind: 'error', name: 'arity', state: 'missing' },
    ]);
    expect([filled, unknown]).toEqual([[], []]);
  });

  it('are stale when a case fills them, and then hide nothing', () => {
    const filling = hole('get', 'command');
    const { coverage: marked, filled } = applyHoles(coverage, [filling]);
    expect(filled).toEqual([filling]);
    expect(marked).toEqual(coverage);
  });

  it('are none the less holes where the command is only refused', () => {
    const refused = measure([suiteOf('- { send: [GET], reply: { error: ERR } }')], surface);
    const { coverage: marked, filled } = applyHoles(refused, [hole('get', 'command')]);
    expect(filled).toEqual([]);
    expect(marked.commands[0]?.items[0]).toMatchObject({ name: 'command', state: 'left-out' });
  });

  it('are unknown when they name no item', () => {
    const wrong = [hole('got', 'command'), hole('get', 'NX'), hole('get', 'range')];
    expect(applyHoles(coverage, wrong).unknown).toEqual(wrong);
  });
});
