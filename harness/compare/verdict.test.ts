import { describe, expect, it } from 'vitest';
import type { Case, Step } from '../suite/case.ts';
import type { Matcher } from '../suite/matcher.ts';
import type { Observation, Seen } from '../wire/observation.ts';
import type { Reply } from '../wire/reply.ts';
import { confirmed, type Judged, judge, selfDisagreement, type Verdict } from './verdict.ts';

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

/** With a key that was found so: a case that gets it asks for TYPE, PTTL and GET. */
function leaving(judged: Judged, text: string, ttlMs = -1): Judged {
  if (judged.outcome.kind !== 'observed') return judged;
  const replies: Reply[] = [
    { type: 'status', text: 'string' },
    { type: 'integer', value: ttlMs },
    bulk(text),
  ];
  return { ...judged, outcome: { ...judged.outcome, state: { replies, takenAtMs: 0 } } };
}

describe('what a case leaves', () => {
  const subject = caseOf([step(bulk('v'))], { redis: '7.0' });
  const good = (name: string, version?: string) => target(name, [saw(bulk('v'))], version);

  it('is held to what most were left with, and says to whom', () => {
    const targets = [
      leaving(good('a'), 'odd'),
      leaving(good('b'), 'even'),
      leaving(good('c'), 'even'),
    ];
    const verdicts = judge(subject, 3, targets, 'contract');
    expect(kinds(verdicts)).toEqual(['state', 'same', 'same']);
    expect(verdicts[0]).toMatchObject({
      differences: [
        {
          step: 0,
          at: 'key',
          against: 'b',
          afterwards: { wanted: '"key" is a string: "even"', found: '"key" is a string: "odd"' },
        },
      ],
    });
  });

  it('is held to the first where there is no majority', () => {
    const targets = [leaving(good('a'), 'one'), leaving(good('b'), 'other')];
    expect(kinds(judge(subject, 3, targets, 'contract'))).toEqual(['same', 'state']);
  });

  it('is held to the baseline, whatever most were left with', () => {
    const targets = [
      leaving(good('a'), 'even'),
      leaving(good('b'), 'even'),
      leaving(good('c'), 'odd'),
    ];
    expect(kinds(judge(subject, 3, targets, 'c'))).toEqual(['state', 'state', 'same']);
  });

  it.each<[what: string, others: Judged[], verdicts: string[]]>([
    [
      'that is too old',
      [leaving(good('old', '6.0'), 'odd'), leaving(good('older', '5.0'), 'odd')],
      ['same', 'same'],
    ],
    [
      'whose replies are other ones',
      [
        leaving(target('x', [saw(bulk('w'))]), 'odd'),
        leaving(target('y', [saw(bulk('w'))]), 'odd'),
      ],
      ['value', 'value'],
    ],
    [
      'whose transaction was discarded, as the contract wants it',
      [1, 2].map((i) =>
        leaving(target(`x${i}`, [saw({ kind: 'not-reached', why: 'discarded' })]), 'odd'),
      ),
      ['same', 'same'],
    ],
    ['that was not asked', [good('x'), good('y')], ['same', 'same']],
  ])('is not held to that of a target %s, nor is that one', (_, others, verdicts) => {
    const targets = [...others, leaving(good('a'), 'even')];
    expect(kinds(judge(subject, 3, targets, 'contract'))).toEqual([...verdicts, 'same']);
  });

  it('is compared as far as the contract does not leave the replies open', () => {
    const anything: Matcher = { ...exactly(bulk('v')), open: true };
    const open = caseOf([
      step(undefined, { contract: { reply: { 2: anything, 3: anything, lua: anything } } }),
    ]);
    const left = (ttlMs: number) => [leaving(good('a'), 'one'), leaving(good('b'), 'other', ttlMs)];
    expect(kinds(judge(open, 3, left(-1), 'contract'))).toEqual(['same', 'same']);
    expect(kinds(judge(open, 3, left(60_000), 'contract'))).toEqual(['same', 'state']);
  });
});

describe('a target that is too old for a case', () => {
  const old = (reply: Reply) => target('old', [saw(reply)], '6.0');
  const error: Reply = { type: 'error', text: 'ERR no' };

  it.each<[what: string, wanted: Reply, found: Reply, verdict: Verdict | { kind: 'absent' }]>([
    ['and passes it is early', bulk('v'), bulk('v'), { kind: 'same', early: true }],
    // It may refuse for another reason than the one that the case is about.
    ['and refuses what it should is not', error, error, { kind: 'same' }],
    ['and fails it is absent', bulk('v'), error, { kind: 'absent' }],
  ])('%s', (_, wanted, found, verdict) => {
    const subject = caseOf([step(wanted)], { redis: '7.0' });
    const [judged] = judge(subject, 3, [old(found)], 'contract');
    expect(judged).toMatchObject(verdict);
    expect(judged).toHaveProperty('kind');
    expect(judged !== undefined && 'early' in judged).toBe('early' in verdict);
  });

  it('is not early in a case that wants a refusal anywhere', () => {
    const subject = caseOf([step(bulk('v')), step(error)], { redis: '7.0' });
    const targets = [target('old', [saw(bulk('v')), saw(error)], '6.0')];
    expect(judge(subject, 3, targets, 'contract')).toEqual([{ kind: 'same' }]);
  });

  it('is not too old without a since, nor at it', () => {
    const subjects = [caseOf([step(bulk('v'))]), caseOf([step(bulk('v'))], { redis: '6.0' })];
    expect(subjects.flatMap((one) => judge(one, 3, [old(bulk('v'))], 'contract'))).toEqual([
      { kind: 'same' },
      { kind: 'same' },
    ]);
  });
});

describe('held to itself', () => {
  const subject = caseOf([step(bulk('v'))]);
  const seen = (what: Seen | Reply, more?: Partial<Observation>) => target('t', [saw(what, more)]);
  const crash: Seen = { kind: 'crash', how: 'killed by SIGSEGV' };
  const silence: Seen = { kind: 'silence', afterMs: 1, midReply: false };
  const extra: Partial<Observation> = { extra: [{ kind: 'flood', problem: 'x' }] };

  it.each<[what: string, first: Judged, again: Judged]>([
    ['the same reply', seen(bulk('v')), seen(bulk('v'))],
    // What the contract makes of it is another matter.
    ['the same wrong reply', seen(bulk('w')), seen(bulk('w'))],
    ['two replies that are wrong in one way', seen(bulk('w')), seen(bulk('x'))],
    ['the same silence', seen(silence), seen(silence)],
    ['the same reply too many', seen(bulk('v'), extra), seen(bulk('v'), extra)],
    ['the same crash', seen(crash), seen(crash)],
    // It happened, even if it does not happen again.
    ['a crash, and none', seen(crash), seen(bulk('v'))],
    ['the same condition', leaving(seen(bulk('v')), 'a'), leaving(seen(bulk('v')), 'a')],
    [
      'something that was run once',
      seen(bulk('v')),
      { ...seen(bulk('v')), outcome: { kind: 'blocked', why: 'down' } },
    ],
  ])('a target agrees that shows %s', (_, first, again) => {
    expect(selfDisagreement(subject, 3, first, again)).toBeUndefined();
  });

  it.each<[what: string, first: Judged, again: Judged, rung: string]>([
    ['another reply', seen(bulk('v')), seen(bulk('w')), 'value'],
    ['a reply, and none', seen(bulk('v')), seen(silence), 'hang'],
    ['a crash the second time', seen(bulk('v')), seen(crash), 'crash'],
    ['another condition', leaving(seen(bulk('v')), 'a'), leaving(seen(bulk('v')), 'b'), 'state'],
    [
      'another condition after the same wrong reply',
      leaving(seen(bulk('w')), 'a'),
      leaving(seen(bulk('w')), 'b'),
      'state',
    ],
    [
      'a wrong reply that is an error',
      seen(bulk('w')),
      seen({ type: 'error', text: 'ERR' }),
      'ok-vs-error',
    ],
  ])('a target is unstable that shows %s', (_, first, again, rung) => {
    expect(selfDisagreement(subject, 3, first, again)).toMatchObject({
      kind: 'unstable',
      why: `run twice, it was another one: ${rung}`,
      differences: [{ step: 0, rung }],
    });
  });

  it('a target is unstable that is wrong in two places', () => {
    const pair = (...texts: string[]): Reply => ({ type: 'array', items: texts.map(bulk) });
    const both = caseOf([step(pair('a', 'b'))]);
    const [first, again] = [seen(pair('x', 'b')), seen(pair('a', 'x'))];
    expect(selfDisagreement(both, 3, first, again)).toMatchObject({ kind: 'unstable' });
  });

  it('a target agrees where the contract leaves the reply open', () => {
    const one: Matcher = { ...exactly(bulk('v')), mask: () => bulk('any') };
    const open = caseOf([step(undefined, { contract: { reply: { 2: one, 3: one, lua: one } } })]);
    expect(selfDisagreement(open, 3, seen(bulk('v')), seen(bulk('w')))).toBeUndefined();
  });
});

describe('a difference that comes back', () => {
  const subject = caseOf([step(bulk('v')), step(bulk('v'))]);
  const different = (first: Reply, second: Reply) =>
    judge(subject, 3, [target('t', [saw(first), saw(second)])], 'contract')[0] as Verdict;

  it('with another reply varies, there and nowhere else', () => {
    const found = confirmed(different(bulk('x'), bulk('y')), different(bulk('x'), bulk('z')));
    expect(found).toMatchObject({ kind: 'different', rung: 'value' });
    const differences = found.kind === 'different' ? found.differences : [];
    expect(differences.map(({ varies }) => varies)).toEqual([undefined, true]);
  });

  it('at another step is unstable', () => {
    const again = confirmed(different(bulk('x'), bulk('v')), different(bulk('v'), bulk('x')));
    expect(again).toMatchObject({
      kind: 'unstable',
      why: 'repeated, it was value, at first value',
    });
  });

  it('is what was seen where it could not be repeated', () => {
    const first = different(bulk('x'), bulk('v'));
    expect(confirmed(first, { kind: 'blocked', why: 'down' })).toBe(first);
  });
});
