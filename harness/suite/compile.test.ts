import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../wire/encode.ts';
import type { Case, Suite } from './case.ts';
import { compileSuite } from './compile.ts';
import { accepts } from './matcher.ts';

const NOW = { elapsedMs: 0 };

function compiled(text: string): Suite {
  const result = compileSuite(sourceOf(text));
  if (result.kind === 'errors') throw new Error(result.errors.map((e) => e.message).join('\n'));
  return result.suite;
}

function sourceOf(text: string) {
  return { file: 'string/get.yaml', group: 'string', name: 'get', text, digest: 'sha256:00' };
}

/** A suite of one case with these steps and these other words of the case. */
function suiteWith(steps: string, words = ''): string {
  return `suite: get
title: GET replies the value of a key
commands: [get]
cases:
  - case: only
    ${words}
    steps:
      - [GET, key]
${steps.replace(/^/gm, '      ')}`;
}

function steps(text: string, words = ''): Case['steps'] {
  return compiled(suiteWith(text, words)).cases[0]?.steps.slice(1) ?? [];
}

function contexts(text: string, words = ''): Case['contexts'] | undefined {
  return compiled(suiteWith(text, words)).cases[0]?.contexts;
}

describe('a suite', () => {
  it('says where each of its cases stands and what it is called', () => {
    const suite = compiled(suiteWith('- [GET, other]', 'since: { redis: 6.10 }'));
    expect(suite).toMatchObject({
      group: 'string',
      name: 'get',
      commands: ['get'],
      digest: 'sha256:00',
      cases: [
        {
          id: 'string/get/only',
          title: 'only',
          place: { file: 'string/get.yaml', line: 5, column: 5 },
          since: { redis: '6.10' },
          isolation: 'keyspace',
          config: {},
          protocols: [2, 3],
          contexts: ['plain', 'pipeline', 'multi', 'script', 'pcall'],
        },
      ],
    });
  });

  it('gives cases its own `since` unless they have one', () => {
    const text = `suite: get
title: GET
commands: [get]
since: { redis: 6.2 }
cases:
  - { case: old, steps: [[GET, a]] }
  - { case: new, since: { redis: 8.0 }, steps: [[GET, a]] }`;
    expect(compiled(text).cases.map(({ since }) => since)).toEqual([
      { redis: '6.2' },
      { redis: '8.0' },
    ]);
  });

  it('gives a case with `config` a server of its own', () => {
    const [only] = compiled(suiteWith('', 'config: { maxmemory: 010 }')).cases;
    expect(only).toMatchObject({ isolation: 'dedicated', config: { maxmemory: '010' } });
  });
});

describe('a command that no server we know lists', () => {
  const text = (since: string) =>
    `suite: get\ntitle: GET\ncommands: [frobnicate]\n${since}cases:\n  - { case: one, steps: [[FROBNICATE, key]] }`;

  it('may be sent where the suite covers it, and says since when there is one', () => {
    expect(compiled(text('since: { valkey: 10.0 }\n')).commands).toEqual(['frobnicate']);
  });

  it('is a mistake where it does not', () => {
    expect(() => compiled(text(''))).toThrow(
      /unknown command `frobnicate`\. If a release brought it, say since which one/,
    );
  });
});

describe('an argument', () => {
  it.each([
    ['007', '007'],
    ['1e3', '1e3'],
    ['~', '~'],
    ['yes', 'yes'],
    ['null', 'null'],
    ['0x1f', '0x1f'],
    ['-0', '-0'],
    ['"a\\r\\n"', 'a\r\n'],
    ['ü', '\xc3\xbc'],
    ['{ hex: 00ff }', '\x00\xff'],
    ['{ hex: "00 ff" }', '\x00\xff'],
    ['{ repeat: [1, 3] }', '111'],
    ['""', ''],
  ])('%s is sent as %j', (written, sent) => {
    const [step] = steps(`- [SET, key, ${written}]`);
    expect(step).toMatchObject({ command: { bytes: encodeCommand(['SET', 'key', sent]) } });
  });

  it('keeps holes open for what was saved', () => {
    const [, step] = steps(`- { send: [GET, key], save: old }\n- [SET, key, "<\${old}>"]`);
    expect(step).toMatchObject({
      command: { argv: ['SET', 'key', ['<', { hole: 'old' }, '>']] },
    });
    expect(step).not.toHaveProperty('command.bytes');
  });
});

describe('a reply', () => {
  const accepted = (written: string, protocol: 2 | 3, reply: Parameters<typeof accepts>[1]) => {
    const [step] = steps(`- { send: [GET, key], reply: ${written} }`);
    if (step?.kind !== 'send' || step.contract.reply === undefined) throw new Error('no contract');
    return accepts(step.contract.reply[protocol], reply, NOW);
  };

  it.each([
    ['3', { type: 'integer', value: 3 }],
    ['9223372036854775807', { type: 'integer', value: 9223372036854775807n }],
    ['"3"', { type: 'bulk', text: '3' }],
    ['yes', { type: 'bulk', text: 'yes' }],
    ['"null"', { type: 'bulk', text: 'null' }],
    ['null', { type: 'null', sentAs: '_' }],
    ['true', { type: 'boolean', value: true }],
    ['{ double: 1e3 }', { type: 'double', text: '1000' }],
    ['{ status: 1 }', { type: 'status', text: '1' }],
    [
      '{ map: { status: 1, length: two } }',
      {
        type: 'map',
        entries: [
          [
            { type: 'bulk', text: 'status' },
            { type: 'integer', value: 1 },
          ],
          [
            { type: 'bulk', text: 'length' },
            { type: 'bulk', text: 'two' },
          ],
        ],
      },
    ],
  ] as const)('%s is what YAML 1.2 says, typed as on the wire', (written, reply) => {
    expect(accepted(written, 3, reply)).toBe(true);
  });

  it('may be said for each protocol', () => {
    const [step] = steps('- { send: [GET, key], reply: three, resp2: two }');
    expect(step).toMatchObject({
      contract: { reply: { 2: { says: '"two"' }, 3: { says: '"three"' } } },
    });
  });
});

describe('steps', () => {
  it('come in every kind that one server needs', () => {
    const all = steps(`- { on: waiter, send: [BLPOP, queue, 0], pending: true }
- { send: [RPUSH, queue, job], reply: 1 }
- { on: waiter, receive: [queue, job] }
- { on: waiter, silent: 50ms }
- { until: { send: [EXISTS, queue], reply: 0, within: 3s } }
- { fill: { send: [RPUSH, queue, "v\${i}"], times: 200 } }
- { raw: ["PING", { hex: 0d0a }], bytes: "+PONG\\r\\n" }
- { on: waiter, closed: true }
- { send: [SCAN, 0], save: { cursor: "0", first: 1.0 } }
- [SCAN, "\${cursor}", MATCH, "\${first}"]`);
    expect(all).toMatchObject([
      { kind: 'send', on: 'waiter', pending: true, says: 'BLPOP queue 0' },
      { kind: 'send', on: 'main', pending: false },
      { kind: 'receive', on: 'waiter', contract: { reply: { 2: { says: '["queue", "job"]' } } } },
      { kind: 'silent', forMs: 50 },
      { kind: 'until', withinMs: 3000 },
      { kind: 'fill', times: 200, says: `RPUSH queue v\${i} (200 times)` },
      { kind: 'raw', bytes: 'PING\r\n', contract: { bytes: '+PONG\r\n' } },
      { kind: 'receive', contract: { closed: true } },
      { kind: 'send', save: { cursor: [0], first: [1, 0] } },
      { kind: 'send' },
    ]);
  });

  it('are said as a person would type them', () => {
    const [step] = steps('- [SET, "a b", "", { hex: ff }, { repeat: [x, 512] }]');
    expect(step?.says).toBe('SET "a b" "" "\\xff" { repeat: [x, 512] }');
  });
});

describe('contexts', () => {
  it.each([
    [
      'commands on one connection',
      '- { send: [SET, a, b], reply: { status: OK } }',
      ['plain', 'pipeline', 'multi', 'script', 'pcall'],
    ],
    ['what blocks', '- [BLPOP, queue, 0.1]', ['plain', 'pipeline']],
    ['what scripts may not call', '- [CONFIG, GET, maxmemory]', ['plain', 'pipeline']],
    ['transactions', '- [MULTI]', ['plain']],
    ['two connections', '- { on: other, send: [GET, a] }', ['plain']],
    ['waiting', '- { silent: 10ms }', ['plain']],
  ])('of %s', (_, step, expected) => {
    expect(contexts(step)).toEqual(expected);
  });

  it('may be fewer, with a reason, or more than is usual', () => {
    const words = 'contexts: [plain, multi]\n    why: it replies at once';
    expect(contexts('- [BLPOP, queue, 0]', words)).toEqual(['plain', 'multi']);
  });
});

describe('many cases', () => {
  it('are compiled as one is', () => {
    const one = (i: number) => `  - case: case-${i}
    title: Case ${i} reads
    steps:
      - { send: [SET, key, v${i}], reply: { status: OK } }
      - { send: [GET, key], reply: v${i} }
`;
    const cases = Array.from({ length: 5000 }, (_, i) => one(i)).join('');
    const suite = compiled(`suite: get\ntitle: GET\ncommands: [get]\ncases:\n${cases}`);
    expect(suite.cases).toHaveLength(5000);
    expect(suite.cases.at(-1)).toMatchObject({
      id: 'string/get/case-4999',
      place: { line: 25000 },
    });
  }, 20_000);
});
