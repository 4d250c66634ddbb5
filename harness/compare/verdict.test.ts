import { describe, expect, it } from 'vitest';
import type { Case, Step } from '../suite/case.ts';
import type { Matcher } from '../suite/matcher.ts';
import type { Observation, Seen } from '../wire/observation.ts';
import type { Reply } from '../wire/reply.ts';
import { confirmed, type Judged, judge, type Verdict } from './verdict.ts';

const place = { file: 'x.yaml', line: 1, column: 1 };

function exactly(wanted: Reply): Matcher {
  return {
    says: JSON.stringify(wanted),
    open: false,
    nearest: () => wanted,
    mask: (reply) => reply,
  };
}

function step(wanted?: Reply, more: Partial<Extract<Step, { kind: 'send' }>> = {}): Step {
  const contract =
    wanted === undefined
      ? {}
      : { reply: { 2: exactly(wanted), 3: exactly(wanted), lua: exactly(wanted) } };
  const command = { argv: ['GET', 'key'], bytes: 'GET key\r\n' };
  return {
    kind: 'send',
    place,
    on: 'main',
    says: 'GET key',
    command,
    contract,
    pending: false,
    save: {},
    ...more,
  };
}

function caseOf(steps: Step[], since?: Record<string, string>): Case {
  return {
    id: 'string/get/x',
    title: 'x',
    place,
    isolation: 'keyspace',
    config: {},
    protocols: [2, 3],
    contexts: ['plain'],
    known: [],
    steps,
    ...(since ? { since } : {}),
  };
}

function bulk(text: string): Reply {
  return { type: 'bulk', text };
}

function saw(seen: Seen | Reply, more: Partial<Observation> = {}): Observation {
  const what: Seen =
    'kind' in seen ? seen : { kind: 'reply', reply: seen, raw: Buffer.from('raw') };
  return {
    seen: what,
    pushes: [],
    extra: [],
    closed: what.kind === 'closed',
    elapsedMs: 1,
    ...more,
  };
}

function target(name: string, observations: Observation[], version = '7.2'): Judged {
  return {
    name,
    product: 'redis',
    version,
    level: { redis: version },
    outcome: { kind: 'observed', observations },
  };
}

function kinds(verdicts: Verdict[]): string[] {
  return verdicts.map((verdict) => (verdict.kind === 'different' ? verdict.rung : verdict.kind));
}

describe('against the contract', () => {
  it('holds each target to it, and to nothing else', () => {
    const subject = caseOf([step(bulk('new'))]);
    const targets = [target('a', [saw(bulk('new'))]), target('b', [saw(bulk('old'))])];
    expect(kinds(judge(subject, 3, targets, 'contract'))).toEqual(['same', 'value']);
  });

  it('compares with the first target that has the command where a step claims nothing', () => {
    const subject = caseOf([step()], { redis: '7.0' });
    const targets = [
      target('old', [saw({ type: 'error', text: 'ERR unknown command' })], '6.0.16'),
      target('first', [saw(bulk('v'))]),
      target('other', [saw(bulk('w'))]),
    ];
    const verdicts = judge(subject, 3, targets, 'contract');
    expect(kinds(verdicts)).toEqual(['absent', 'same', 'value']);
    expect(verdicts[2]).toMatchObject({ differences: [{ against: 'first' }] });
  });

  it.each<[string, Observation, string]>([
    ['silence', saw({ kind: 'silence', afterMs: 1, midReply: false }), 'hang'],
    ['a hang-up', saw({ kind: 'closed', by: 'end', midReply: false }), 'closed'],
    ['a hang-up after the reply', saw(bulk('v'), { closed: true }), 'closed'],
    ['a dead process', saw({ kind: 'crash', how: 'killed by SIGSEGV' }), 'crash'],
    ['rubbish', saw({ kind: 'malformed', problem: 'x', raw: Buffer.from('@') }), 'desync'],
    ['a second reply', saw(bulk('v'), { extra: [{ kind: 'flood', problem: 'x' }] }), 'desync'],
  ])('calls %s by its rung', (_, observation, rung) => {
    expect(
      kinds(judge(caseOf([step(bulk('v'))]), 3, [target('t', [observation])], 'contract')),
    ).toEqual([rung]);
  });

  it('wants a pending command to stay unanswered', () => {
    const subject = caseOf([step(undefined, { pending: true })]);
    const verdicts = judge(
      subject,
      3,
      [target('a', [saw({ kind: 'nothing' })]), target('b', [saw(bulk('v'))])],
      'contract',
    );
    expect(kinds(verdicts)).toEqual(['same', 'value']);
  });

  it('does not excuse a crash with age', () => {
    const subject = caseOf([step(bulk('v'))], { redis: '8.0' });
    const dead = target('t', [saw({ kind: 'crash', how: 'killed' })]);
    expect(kinds(judge(subject, 3, [dead], 'contract'))).toEqual(['crash']);
  });

  it('takes the worst of all steps, and keeps them all', () => {
    const error = (text: string): Reply => ({ type: 'error', text });
    const subject = caseOf([step(error('ERR a')), step(bulk('v'))]);
    const [verdict] = judge(
      subject,
      3,
      [target('t', [saw(error('ERR b')), saw(bulk('w'))])],
      'contract',
    );
    expect(verdict).toMatchObject({
      kind: 'different',
      rung: 'value',
      differences: [{ step: 0 }, { step: 1 }],
    });
  });

  it('promises the order that it writes down', () => {
    const list = (...texts: string[]): Reply => ({ type: 'array', items: texts.map(bulk) });
    const subject = caseOf([step(list('a', 'b'))]);
    expect(kinds(judge(subject, 3, [target('t', [saw(list('b', 'a'))])], 'contract'))).toEqual([
      'value',
    ]);
  });
});

describe('against a target', () => {
  const subject = caseOf([step(bulk('claimed'))]);
  const targets = [target('a', [saw(bulk('v'))]), target('b', [saw(bulk('w'))])];

  it('forgets the contract', () => {
    expect(kinds(judge(subject, 3, targets, 'a'))).toEqual(['same', 'value']);
  });

  it('gives the same verdicts whichever of two targets is the baseline', () => {
    expect(kinds(judge(subject, 3, targets, 'b'))).toEqual(['value', 'same']);
  });

  it('is blocked where the baseline is', () => {
    const blocked: Judged = { ...target('a', []), outcome: { kind: 'blocked', why: 'down' } };
    expect(kinds(judge(subject, 3, [blocked, target('b', [saw(bulk('w'))])], 'a'))).toEqual([
      'blocked',
      'blocked',
    ]);
  });
});

describe('repeated', () => {
  const [different] = judge(
    caseOf([step(bulk('v'))]),
    3,
    [target('t', [saw(bulk('w'))])],
    'contract',
  );

  it('stands when it comes back the same', () => {
    expect(confirmed(different as Verdict, different as Verdict)).toBe(different);
  });

  it('is unstable when it does not', () => {
    expect(confirmed(different as Verdict, { kind: 'same' })).toMatchObject({ kind: 'unstable' });
  });
});
