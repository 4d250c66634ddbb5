/** Steps that take what nobody asked for just then, from servers that send it at awkward times. */
import { afterEach, describe, expect, it } from 'vitest';
import { BadServer, type Conduct, honest, onCommand } from '../../targets/testing/bad-server.ts';
import { compileSuite } from '../suite/compile.ts';
import { says } from '../suite/notation.ts';
import type { Observation } from '../wire/observation.ts';
import { execute } from './execute.ts';
import type { Limits } from './limits.ts';
import { recordedQuestions } from './testing/recorded-questions.ts';

const LIMITS: Limits = {
  replyMs: 1_000,
  connectMs: 1_000,
  aliveMs: 1_000,
  closeMs: 50,
  incidentsMax: 1,
  hangsInARowMax: 1,
  silentInARowMax: 1,
  silentMax: 1,
};

const PUSH = '>2\r\n$4\r\nnews\r\n$5\r\nhello\r\n';
const PUSHED = says({ type: 'push', items: [bulk('news'), bulk('hello')] });

function bulk(text: string) {
  return { type: 'bulk', text } as const;
}

const started: BadServer[] = [];

afterEach(async () => {
  for (const server of started.splice(0)) await server[Symbol.asyncDispose]();
});

/** Pushes come only to a connection that asked for some. */
const HEARS_PUSHES = '[CLIENT, TRACKING, ON]';

/** What each step of a case saw in RESP3. */
async function seen(conduct: Conduct, steps: string): Promise<string[]> {
  const text = `{ suite: x, title: T, commands: [], cases: [{ case: only, isolation: server, steps: [${HEARS_PUSHES}, ${steps}] }] }`;
  const compiled = compileSuite({ file: 'x.yaml', group: 'x', name: 'x', text, digest: '' });
  if (compiled.kind === 'errors') throw new Error(compiled.errors.map(String).join('\n'));
  const subject = compiled.suite.cases[0];
  if (subject === undefined) throw new Error('no case');
  const server = new BadServer({ name: 'bad', driver: 'embedded' }, conduct, false);
  started.push(server);
  await server.listen();
  const surroundings = {
    address: server.address,
    protocol: 3,
    database: 0,
    limits: LIMITS,
    questions: recordedQuestions(),
  } as const;
  const cell = { row: 0, context: 'plain', subject, protocol: 3 } as const;
  const observations = await execute(cell, surroundings, () => performance.now());
  return observations.slice(1).map(inWords);
}

function inWords({ seen, extra }: Observation): string {
  const found = seen.kind === 'reply' ? says(seen.reply) : seen.kind;
  return extra.length > 0 ? `${found} and more` : found;
}

describe('a push', () => {
  const conducts: [when: string, conduct: Conduct][] = [
    ['before a reply', ({ client, reply }) => client.write(`${PUSH}${reply}`)],
    ['with a reply', ({ client, reply }) => client.write(`${reply}${PUSH}`)],
    [
      'after a reply',
      ({ client, reply }) => {
        client.write(reply);
        setTimeout(() => client.write(PUSH), 10);
      },
    ],
  ];
  const onGet = conducts.map(([when, conduct]) => [when, onCommand('get', conduct)] as const);

  it.each(onGet)('that comes %s is there to be received', async (_, conduct) => {
    expect(
      await seen(conduct, '[GET, key], { receive: { push: [news, hello] } }, { silent: 20ms }'),
    ).toEqual(['(nil)', PUSHED, 'nothing']);
  });

  it.each(onGet)('that comes %s breaks a silence', async (_, conduct) => {
    expect(await seen(conduct, '[GET, key], { silent: 50ms }')).toEqual(['(nil)', PUSHED]);
  });

  it('is there to be received after further commands', async () => {
    const conduct = onCommand('get', ({ client, reply }) => client.write(`${PUSH}${reply}`));
    const steps =
      '[GET, a], [GET, b], [ECHO, c], { receive: { any: push } }, { receive: { any: push } }';
    expect(await seen(conduct, steps)).toEqual(['(nil)', '(nil)', '"c"', PUSHED, PUSHED]);
  });

  it('is received on the connection that it came on', async () => {
    const conduct = onCommand('get', ({ client, reply }) => client.write(`${PUSH}${reply}`));
    const steps = '[GET, a], { on: other, silent: 20ms }, { receive: { any: push } }';
    expect(await seen(conduct, steps)).toEqual(['(nil)', 'nothing', PUSHED]);
  });
});

describe('what is to be received', () => {
  const steps =
    '{ send: [SET, key], reply: { status: OK } }, { receive: { any: push } }, [ECHO, alive]';

  it('is not waited for in full once a step was refused, and that it did not come is no silence', async () => {
    const began = performance.now();
    const [refusal, ...rest] = await seen(honest, steps);
    expect(refusal).toMatch(/^ERR|error/);
    expect(rest).toEqual(['not-reached', '"alive"']);
    expect(performance.now() - began).toBeLessThan(LIMITS.replyMs);
  });

  it('is not waited for in full once a command that should wait was refused', async () => {
    const began = performance.now();
    const refused = '{ on: other, send: [BLPOP, list], pending: true }';
    const found = await seen(honest, `${refused}, { receive: { any: push } }`);
    expect(found[1]).toBe('not-reached');
    expect(performance.now() - began).toBeLessThan(LIMITS.replyMs);
  });

  it('is still received when it does come', async () => {
    const conduct = onCommand('set', ({ client, reply }) => client.write(`${reply}${PUSH}`));
    expect((await seen(conduct, steps)).slice(1)).toEqual([PUSHED, '"alive"']);
  });
});
