import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSuite } from './compile.ts';

/** The messages for a file, without its name. */
function messages(text: string): string[] {
  const result = compileSuite({
    file: 'get.yaml',
    group: 'string',
    name: 'get',
    text,
    digest: 'sha256:00',
  });
  const errors = result.kind === 'errors' ? result.errors : [];
  return errors.map((error) => error.message.replace('get.yaml:', ''));
}

/** The messages for one step; it stands in line 7, and its text begins in column 9. */
function ofStep(step: string, words = ''): string[] {
  return messages(`suite: get
title: GET replies the value of a key
commands: [get]
cases:
  - case: only
    steps:
      - ${step}
      - [GET, key]
${words}`);
}

describe('a misspelt word', () => {
  it.each([
    ['{ send: [GET, k], repy: v }', '7:27: unknown word `repy`. Did you mean `reply`?'],
    ['{ sned: [GET, k], reply: v }', '7:11: unknown word `sned`. Did you mean `send`?'],
    [
      '{ send: [GET, k], reply: { statsu: OK } }',
      '7:36: unknown word `statsu`. Did you mean `status`?',
    ],
    [
      '{ send: [GET, k], reply: [a, { any: bulky }] }',
      '7:45: `any` is `bulky`. Did you mean `bulk`?',
    ],
    [
      '{ send: [GET, k], times: 3 }',
      '7:27: unknown word `times`. Expected one of `send`, `on`, `reply`, `resp2`, `resp3`, `pending`, `save`, `bytes`, `closed`.',
    ],
    ['{ send: [GTE, k] }', '7:18: unknown command `GTE`. Did you mean `GET`?'],
    ['[GTE, k]', '7:10: unknown command `GTE`. Did you mean `GET`?'],
  ])('%s', (step, message) => {
    expect(ofStep(step)).toEqual([message]);
  });
});

describe('a value of the wrong kind', () => {
  it.each([
    [
      '7',
      '7:9: item 1 of `steps` is `7`. Expected a list, or a map with one of `send`, `raw`, `receive`, `silent`, `until`, `fill`, `closed`.',
    ],
    [
      '{ reply: v }',
      '7:9: item 1 of `steps` does not say what it is. Expected one of `send`, `raw`, `receive`, `silent`, `until`, `fill`, `closed` in it.',
    ],
    ['{ send: [] }', '7:17: `send` is empty. Expected 1 or more.'],
    ['{ send: [GET, k], pending: yes }', '7:36: `pending` is `yes`. Only `true` can stand here.'],
    [
      '{ fill: { send: [GET, k], times: many } }',
      '7:42: `times` is `many`. Expected an integer like `200`.',
    ],
    [
      '{ silent: 2 seconds }',
      '7:19: `silent` is `2 seconds`. Expected something like `50ms` or `2s`.',
    ],
    [
      '{ send: [GET, k], reply: { range: [1] } }',
      '7:43: `range` is too short. Expected 2 or more.',
    ],
    [
      '{ send: [GET, k], reply: { map: [[a, 1, b]] } }',
      '7:42: item 1 of `map` is too long. Expected 2 at most.',
    ],
    [
      '{ send: [GET, k], reply: { length: -1 } }',
      '7:44: `length` is `-1`. Expected a number >= 0.',
    ],
    [
      '{ send: [GET, k], reply: { match: "(" } }',
      '7:43: `match` is `(`, which is no regular expression',
    ],
    [
      '{ send: [GET, k], on: }',
      '7:31: a value is missing. Write `null` for a null and `""` for no text.',
    ],
  ])('%s', (step, message) => {
    expect(ofStep(step)).toEqual([message]);
  });
});

describe('a scalar that can be read in two ways', () => {
  it.each([
    ['3.5', '. Write "3.5" for a bulk string, `{ double: 3.5 }` for a double.'],
    [
      '1e3',
      '. Write "1e3" for a bulk string, 1000 for an integer, `{ double: 1e3 }` for a double.',
    ],
    ['007', '. Write "007" for a bulk string, 7 for an integer, `{ double: 007 }` for a double.'],
    ['~', '. Write "~" for a bulk string, `null` for a null.'],
    ['True', '. Write "True" for a bulk string, `true` for a boolean.'],
  ])('%s', (written, remedy) => {
    const message = `7:36: \`${written}\` can be read as text or not${remedy}`;
    expect(ofStep(`{ send: [GET, key], reply: ${written} }`)).toEqual([message]);
  });
});

describe('a contract that cannot be kept', () => {
  it.each([
    [
      '{ send: [GET, k], pending: true, reply: v }',
      '7:49: a contract on a step whose reply must not come yet. Put `reply` at the `receive` that takes the reply.',
    ],
    [
      '{ send: [client, reply, off], reply: { status: OK } }',
      '7:46: a contract on a step that cannot reply. Write `pending: true` instead.',
    ],
    [
      '{ on: b, receive: x }',
      '7:9: nothing is pending on connection `b`. Mark the step that it belongs to with `pending: true`.',
    ],
    [
      '{ send: [GET, k], resp2: v }',
      '7:9: nothing is said of the reply in RESP3. Add `reply`, or `protocols: [2]` to the case.',
    ],
    [
      '{ send: [GET, k], reply: [{ range: [5, 1] }] }',
      '7:44: no number is in this range. Write the smaller bound first.',
    ],
    [
      '{ send: [GET, k], reply: { verbatim: abc } }',
      '7:46: a verbatim string without a format. Write its three letters of format first: `txt:some text`.',
    ],
  ])('%s', (step, message) => {
    expect(ofStep(step)).toEqual([message]);
  });
});

describe('a variable', () => {
  const hole = '$' + '{c}';
  it.each([
    [
      `{ send: [GET, "${hole}"] }`,
      `7:9: \`${hole}\` was never saved. Add \`save: c\` to an earlier step.`,
    ],
    [
      '{ send: [GET, k], save: { left: "0.1" } }',
      '7:33: `left` is saved and never used. Delete the `save`.',
    ],
    [
      `{ send: [GET, k], reply: { set: ["${hole}"] } }`,
      `7:42: \`${hole}\` is not filled in here. Saved replies go into arguments only.`,
    ],
  ])('%s', (step, message) => {
    expect(ofStep(step)).toEqual([message]);
  });
});

describe('a case', () => {
  it.each([
    ['    since: { redsi: 6.2 }', '9:14: unknown name `redsi`. Did you mean `redis`?'],
    ['    since: { redis: 7 }', '9:21: `redis` is `7`. Expected something like `6.2` or `7.2.5`.'],
    ['    since: { redis: 62.0 }', '9:21: no redis 62.0: the newest redis is a 8.x'],
    ['    since: { valkey: 7.0 }', '9:22: no valkey 7.0: the first valkey was 7.2'],
    ['    contexts: [plain]', '9:15: `contexts` without a reason. Add it as `why: …`.'],
    ['    contexts: [multi]', '9:15: `contexts` does not list `plain`. Every case runs plain.'],
    ['    topology: cluster', '9:5: `topology` is not supported yet. Leave the case out for now.'],
    [
      '    isolation: server\n    config: { maxmemory: 1mb }',
      '9:16: `config` needs `isolation: dedicated`. Leave `isolation` out: a case with `config` gets a server of its own.',
    ],
    ['  - { case: only, steps: [[GET, k]] }', '9:13: there is a case `only` already, in line 5'],
    [
      '  - { case: One Two, steps: [[GET, k]] }',
      '9:13: `case` is `One Two`. Expected something like `nx-keeps-existing`.',
    ],
    ['  - { case: other }', '9:5: `steps` is missing'],
  ])('%s', (words, message) => {
    expect(ofStep('[GET, key]', words)).toEqual([message]);
  });

  it('of several connections cannot be lifted', () => {
    const words = '    contexts: [plain, script]\n    why: it is about two clients';
    expect(ofStep('{ on: b, send: [GET, key] }', words)).toEqual([
      '9:23: the steps cannot be lifted into `script`. Leave it out.',
    ]);
  });
});

describe('a suite', () => {
  const rest = 'title: GET\ncases:\n  - { case: one, steps: [[GET, k]] }';
  it.each([
    [
      `suite: git\ncommands: [get]\n${rest}`,
      '1:8: the suite `git` is in a file of another name. Write `suite: get`, or rename the file.',
    ],
    [
      `suite: get\ncommands: [get, gte]\n${rest}`,
      '2:17: unknown command `gte`. Did you mean `get`?',
    ],
    [
      `suite: get\ncommands: ["object|encodng"]\n${rest}`,
      '2:12: unknown command `object|encodng`. Did you mean `object|encoding`?',
    ],
    [
      `suite: get\ncommands: [get, set]\n${rest}`,
      '2:17: no step sends `set`. Add a case, or take it out.',
    ],
    [`suite: get\n${rest}`, '1:1: `commands` is missing'],
    ['', '1:1: the file is `null`. Expected a map.'],
    ['suite: get\nsuite: get', '2:1: not YAML: map keys must be unique'],
    ['suite: "get', '1:12: not YAML: missing closing "quote'],
    [
      `suite: &name get\ncommands: [*name]\n${rest}`,
      '2:12: `*name` is an alias. Write the value out.',
    ],
    [
      `suite: !!str get\ncommands: [get]\n${rest}`,
      '1:14: `tag:yaml.org,2002:str` is a tag. Write the value without it.',
    ],
  ])('%j', (text, message) => {
    expect(messages(text)).toContain(message);
  });

  it('shows all of its mistakes at once, in their order', () => {
    const text = `suite: get
title: GET
commands: [get]
cases:
  - case: one
    titel: x
    steps:
      - { send: [GET, k], repy: v }
      - { send: [GET, k], reply: { statsu: OK } }
      - { send: [GET, k], reply: 1e3 }
`;
    expect(messages(text).map((message) => message.slice(0, message.indexOf('.')))).toEqual([
      '6:5: unknown word `titel`',
      '8:27: unknown word `repy`',
      '9:36: unknown word `statsu`',
      '10:34: `1e3` can be read as text or not',
    ]);
  });
});

describe('rubbish', () => {
  const good = `suite: get
title: GET replies the value of a key
commands: [get]
since: { redis: 6.2 }
cases:
  - case: only
    title: It replies
    protocols: [3]
    steps:
      - { send: [GET, key, { hex: 00ff }], reply: { map: { a: [1, { any: int }], b: null } }, save: x }
      - { on: b, send: [GET, { repeat: [a, 3] }], pending: true }
      - { until: { send: [GET, k], reply: { one-of: [a, { range: [1, 2] }] }, within: 2s } }
`;
  const pieces = ['', ' ', '\n', '- ', ': ', '{', '}', '[', ']', '"', "'", '*', '&', '!', '|', '#'];
  const more = ['~', 'null', '-1', '1e3', 'map', 'send', 'reply', 'case', '__proto__', '\t', '\0'];
  const edit = fc.record({
    at: fc.nat(good.length),
    length: fc.oneof(fc.constant(0), fc.nat(12)),
    text: fc.oneof(fc.constantFrom(...pieces, ...more), fc.string({ maxLength: 6 })),
  });

  it('is refused with a place in the file, and never by a crash', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce(
          (all, { at, length, text: put }) => all.slice(0, at) + put + all.slice(at + length),
          good,
        );
        for (const message of messages(text)) {
          const [, line = '0', column = '0'] = /^(\d+):(\d+): \S/.exec(message) ?? [];
          expect(Number(line)).toBeGreaterThan(0);
          expect(Number(line)).toBeLessThanOrEqual(text.split('\n').length);
          expect(Number(column)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
    expect(messages(good)).toEqual(['10:101: `x` is saved and never used. Delete the `save`.']);
  });
});

describe('a case that shares its server with others', () => {
  it.each([
    ['[SUBSCRIBE, c]', 'subscribe'],
    ['[psubscribe, c]', 'psubscribe'],
    ['[MONITOR]', 'monitor'],
    ['[CLIENT, TRACKING, "ON"]', 'client tracking'],
  ])('may not listen by %s', (step, name) => {
    expect(ofStep(step)).toEqual([
      `5:5: \`${name}\` hears what other cases do meanwhile. Add \`isolation: server\`.`,
    ]);
    expect(ofStep(step, '    isolation: server\n')).toEqual([]);
  });

  it.each(['[CLIENT, ID]', '{ send: [MONITOR], reply: { error: ERR } }'])('may send %s', (step) => {
    expect(ofStep(step)).toEqual([]);
  });
});
