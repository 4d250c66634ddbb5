/** One write, and a server that does not stay in step with it. */
import { afterEach, describe, expect, it } from 'vitest';
import { BadServer, type Conduct, honest, onCommand } from '../../targets/testing/bad-server.ts';
import type { Context } from '../suite/case.ts';
import type { Observation } from '../wire/observation.ts';
import type { Protocol } from '../wire/reply.ts';
import { lift } from './contexts/lift.ts';
import { executeLifted } from './execute-lifted.ts';
import type { Limits } from './limits.ts';
import { seenIn } from './testing/arrivals.ts';
import { plannedCell } from './testing/planned-cell.ts';
import { recordedQuestions } from './testing/recorded-questions.ts';

const LIMITS: Limits = {
  replyMs: 300,
  connectMs: 1_000,
  aliveMs: 1_000,
  closeMs: 50,
  incidentsMax: 1,
  hangsInARowMax: 1,
  silentInARowMax: 1,
  silentMax: 1,
};
// Where nothing is to be waited for in vain, a busy machine is not to be mistaken for silence.
const PATIENT: Limits = { ...LIMITS, replyMs: 10_000 };

const servers: BadServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

async function serverThat(conduct: Conduct): Promise<BadServer> {
  const server = new BadServer({ name: 'bad', driver: 'embedded' }, conduct, false);
  servers.push(server);
  await server.listen();
  return server;
}

interface In {
  readonly context?: Context;
  readonly protocol?: Protocol;
  readonly limits?: Limits;
}

async function observe(
  conduct: Conduct,
  { context = 'pipeline', protocol = 2, limits = PATIENT }: In = {},
): Promise<Observation[]> {
  const cell = {
    ...plannedCell('[SET, key, a]', '[GETDEL, key]', '[GET, key]'),
    context,
    protocol,
  };
  const lifted = lift(cell.subject, context);
  if (lifted === undefined) throw new Error('cannot be lifted');
  const { address } = await serverThat(conduct);
  const questions = recordedQuestions();
  const surroundings = { address, protocol, database: 0, limits, questions };
  return [...(await executeLifted(cell, lifted, surroundings, () => performance.now()))];
}

it.each<Context>(['pipeline', 'multi'])('sees every step in %s', async (context) => {
  expect((await observe(honest, { context })).map(seenIn)).toEqual(['OK', '"a"', '(nil)']);
});

describe('a server that', () => {
  it.each<[what: string, conduct: Conduct, limits: Limits, seen: string[]]>([
    [
      'keeps silent in the middle',
      () => undefined,
      LIMITS,
      ['not-reached', 'silence', 'not-reached'],
    ],
    [
      'hangs up in the middle',
      ({ client }) => client.end(),
      PATIENT,
      ['not-reached', 'closed, closed', 'not-reached'],
    ],
    [
      'sends no RESP in the middle',
      ({ client }) => client.write('HTTP/1.1 400\r\n'),
      PATIENT,
      ['not-reached', 'malformed', 'not-reached'],
    ],
  ])('%s breaks off there', async (_, conduct, limits, seen) => {
    // What comes after it is held back, as by a server that is stuck.
    let stuck = false;
    const then: Conduct = (turn) => {
      if (turn.name === 'getdel') conduct(turn);
      stuck ||= turn.name === 'getdel';
      if (!stuck) honest(turn);
    };
    expect((await observe(then, { limits })).map(seenIn)).toEqual(seen);
  });

  it('answers one command twice is out of step', async () => {
    const twice: Conduct = ({ client, reply }) => client.write(`${reply}${reply}`);
    expect((await observe(onCommand('getdel', twice))).map(seenIn)).toEqual([
      'OK',
      '"a"',
      '"a", and (nil)',
    ]);
  });

  it('answers all but one command is out of step', async () => {
    const found = await observe(
      onCommand('getdel', () => undefined),
      { limits: LIMITS },
    );
    expect(found.map(seenIn)).toEqual(['OK', '(nil)', '"samewire-end", and silence']);
  });

  it('hangs up after the last reply is seen to do that, and to be in step', async () => {
    const leave: Conduct = ({ client, reply }) => client.end(reply);
    expect((await observe(onCommand('get', leave))).map(seenIn)).toEqual([
      'OK',
      '"a"',
      '(nil), closed',
    ]);
  });

  it('does not let anybody in is seen by the first step', async () => {
    const refuse: Conduct = ({ client }) => client.write('-NOAUTH no\r\n');
    const found = await observe(onCommand('hello', refuse), { protocol: 3 });
    expect(found.map(seenIn)).toEqual(['(error) NOAUTH no', 'not-reached', 'not-reached']);
  });

  it('pushes is heard, and the pushes are no replies', async () => {
    const push: Conduct = ({ client, reply }) => client.write(`>1\r\n+news\r\n${reply}`);
    const found = await observe(onCommand('getdel', push), { protocol: 3 });
    expect(found.map(seenIn)).toEqual(['OK', '"a"', '(nil)']);
    expect(found.map(({ pushes }) => pushes.length)).toEqual([0, 0, 1]);
  });
});

describe('in a transaction', () => {
  it('one that is carried out in spite of a refusal is a reply too many, in front of the marker', async () => {
    const refuse = onCommand('getdel', ({ client }) => client.write('-ERR no\r\n'));
    const found = await observe(refuse, { context: 'multi' });
    expect(found.map(seenIn)).toEqual(['OK', '(error) ERR no', '"a", and [OK, "a", (nil)]']);
  });

  const stopsAt = (name: string): Conduct => {
    let stuck = false;
    return (turn) => {
      stuck ||= turn.name === name;
      if (!stuck) honest(turn);
    };
  };

  it.each([
    ['multi', ['silence', 'not-reached', 'not-reached']],
    ['set', ['silence', 'not-reached', 'not-reached']],
    ['getdel', ['not-reached', 'silence', 'not-reached']],
    ['get', ['not-reached', 'not-reached', 'silence']],
    ['exec', ['not-reached', 'not-reached', 'silence']],
  ])('silence instead of the reply to %s is seen by %j', async (name, seen) => {
    const found = await observe(stopsAt(name), { context: 'multi', limits: LIMITS });
    expect(found.map(seenIn)).toEqual(seen);
  });
});
