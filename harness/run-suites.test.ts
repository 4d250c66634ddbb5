/** The harness against servers that misbehave: it finishes, names what they did, and judges the rest. */
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createDrivers } from '../targets/drivers.ts';
import { type Driver, TargetError } from '../targets/target.ts';
import {
  type BadDriver,
  badDriver,
  type Conduct,
  honest,
  onCommand,
} from '../targets/testing/bad-server.ts';
import type { Cell, ResultDocument } from './results/document.generated.ts';
import { writeDocument } from './results/text.ts';
import type { Limits } from './run/limits.ts';
import { type RunEvent, type RunSuitesOptions, runSuites } from './run-suites.ts';
import { compileSuite } from './suite/compile.ts';

const LIMITS: Limits = {
  replyMs: 200,
  connectMs: 200,
  aliveMs: 200,
  closeMs: 50,
  incidentsMax: 20,
  hangsInARowMax: 3,
  silentInARowMax: 4,
  silentMax: 50,
};

/** GETDEL is the command that bad servers get wrong; it stands in the second step of `bad`. */
const SUITE = compiled(`suite: string
title: cases of which one is in danger
commands: [set, get, getdel, append, rpush]
cases:
  - case: before
    steps:
      - { send: [SET, key, a], reply: { status: OK } }
      - { send: [GET, key], reply: a }
  - case: bad
    steps:
      - { send: [SET, key, value], reply: { status: OK } }
      - { send: [GETDEL, key], reply: value }
      - { send: [GET, key], reply: null }
  - case: after
    steps:
      - { send: [APPEND, key, abc], reply: 3 }
  - case: alone
    steps:
      - { on: a, send: [RPUSH, list, x], reply: 1 }
      - { on: b, send: [RPUSH, list, y], reply: 2 }`);

function compiled(text: string) {
  const source = { file: 'x/string.yaml', group: 'x', name: 'string', text, digest: 'sha256:0' };
  const result = compileSuite(source);
  if (result.kind === 'errors') throw new Error(result.errors.map(String).join('\n'));
  return result.suite;
}

async function run(driver: Driver, options: Partial<RunSuitesOptions> = {}) {
  const events: RunEvent[] = [];
  const document = await runSuites({
    suites: [SUITE],
    targets: [{ spec: { name: 'bad', driver: 'embedded' }, driver }],
    catalog: [],
    contexts: ['plain'],
    protocols: [2, 3],
    policy: 'client',
    baseline: 'contract',
    version: '0',
    limits: LIMITS,
    now: () => performance.now(),
    date: new Date(0),
    signal: new AbortController().signal,
    nonEmpty: false,
    onEvent: (event) => events.push(event),
    ...options,
  });
  // A document that cannot be written is no document.
  writeDocument(document);
  return { document, events };
}

/** `bad/2` → the cell of the first (or another) target. */
function cells(document: ResultDocument, target = 0): Record<string, Cell> {
  return Object.fromEntries(
    document.results.map((row) => [
      `${row.case.replace('x/string/', '')}/${row.protocol}`,
      row.cells[target] as Cell,
    ]),
  );
}

function verdicts(document: ResultDocument, target = 0): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cells(document, target)).map(([name, cell]) => [
      name,
      cell.rung === undefined ? cell.verdict : `${cell.rung}@${cell.differences?.[0]?.step}`,
    ]),
  );
}

const started: BadDriver[] = [];

function bad(conduct: Conduct, options?: { restarts?: boolean }): BadDriver {
  const driver = badDriver(conduct, options);
  started.push(driver);
  return driver;
}

afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const open = started.flatMap(({ started: servers }) => servers.map((one) => one.openHandles));
  expect(open.filter((count) => count > 0)).toEqual([]);
  started.length = 0;
});

const SAME = { 'before/2': 'same', 'before/3': 'same', 'after/2': 'same', 'after/3': 'same' };
const ALONE = { 'alone/2': 'same', 'alone/3': 'same' };

describe('a server that gets one command wrong', () => {
  it.each<[what: string, conduct: Conduct, rung: string, said: RegExp]>([
    ['lies', ({ client }) => client.write('$3\r\nlie\r\n'), 'value', /lie/],
    ['replies an error', ({ client }) => client.write('-ERR no\r\n'), 'ok-vs-error', /ERR no/],
    [
      'answers twice',
      ({ client, reply }) => client.write(Buffer.concat([reply, reply])),
      'desync',
      /unasked for: "?value/,
    ],
    [
      'floods',
      ({ client }) => flood(client, '+x\r\n'),
      'desync',
      /unasked for|replies that nobody/,
    ],
    [
      'cuts in the middle of its reply',
      ({ client, reply }) => client.end(reply.subarray(0, 6)),
      'closed',
      /in the middle of a reply/,
    ],
    ['closes instead of a reply', ({ client }) => client.destroy(), 'closed', /closed/],
    ['says nothing', () => undefined, 'hang', /no reply/],
    ['begins a reply and stops', ({ client }) => client.write('$5\r\nva'), 'hang', /no reply/],
    ['sends no RESP', ({ client }) => client.write('HTTP/1.1 400 Bad\r\n'), 'desync', /malformed/],
    ['dies', ({ server }) => server.die('killed by SIGSEGV'), 'crash', /killed by SIGSEGV/],
  ])('and %s', async (_, conduct, rung, said) => {
    const { document } = await run(bad(onCommand('getdel', conduct)));
    expect(verdicts(document)).toEqual({
      ...SAME,
      ...ALONE,
      'bad/2': `${rung}@2`,
      'bad/3': `${rung}@2`,
    });
    for (const name of ['bad/2', 'bad/3']) {
      expect(cells(document)[name]?.differences?.[0]?.found.says).toMatch(said);
    }
  });
});

it('names a server that floods with one endless reply, at the limit of what is kept of it', async () => {
  const conduct: Conduct = ({ client }) => flood(client, ':1\r\n', '*9999999\r\n');
  // Flooding and reading share this process, so time is not what the test is about.
  const limits = { ...LIMITS, replyMs: 5_000 };
  const { document } = await run(bad(onCommand('getdel', conduct)), { limits, protocols: [2] });
  expect(verdicts(document)).toMatchObject({ 'before/2': 'same', 'bad/2': 'desync@2' });
  expect(cells(document)['bad/2']?.differences?.[0]?.found.says).toMatch(
    /more values than the limit/,
  );
}, 60_000);

/** As fast as the client takes it, until it hangs up. */
function flood(client: Socket, drop: string, first = ''): void {
  const wave = drop.repeat(16_384);
  const pour = () => {
    while (!client.destroyed && client.write(wave));
  };
  client.on('drain', pour);
  client.write(first);
  pour();
}

describe('a server that gets everything wrong', () => {
  it('by closing after each reply is told so for each case of more than one step', async () => {
    const { document } = await run(bad(({ client, reply }) => client.end(reply)));
    const found = verdicts(document);
    // The end may be seen after the first reply or in place of the second, and in RESP3 after HELLO.
    for (const verdict of Object.values(found)) expect(verdict).toMatch(/^closed@[12]$/);
  });

  it('by keeping silent to all but PING and the greeting is given up, soon and by name', async () => {
    const began = performance.now();
    const driver = bad((turn) =>
      /^(?:ping|hello|select|info|flushdb)$/.test(turn.name) ? honest(turn) : undefined,
    );
    const { document, events } = await run(driver);
    const found = Object.values(cells(document));
    expect(found.filter(({ rung }) => rung === 'hang')).toHaveLength(4);
    expect(found.filter(({ verdict }) => verdict === 'blocked')).toHaveLength(4);
    expect(found.find(({ verdict }) => verdict === 'blocked')?.why).toMatch(
      /given up after 4 cases in a row that got no reply/,
    );
    expect(events).toContainEqual(expect.objectContaining({ kind: 'given-up', target: 'bad' }));
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('by keeping silent to everybody is restarted a few times and given up', async () => {
    const began = performance.now();
    const driver = bad(() => undefined);
    const { document } = await run(driver);
    const found = Object.values(cells(document));
    expect(found.some(({ rung }) => rung === 'hang')).toBe(true);
    expect(found.every(({ verdict }) => verdict === 'blocked' || verdict === 'different')).toBe(
      true,
    );
    expect(found.find(({ verdict }) => verdict === 'blocked')?.why).toMatch(
      /given up after 3 failures, the last: the server stopped answering/,
    );
    expect(driver.started[0]?.restartCount).toBe(2);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('by dying of everything is given up, and the crash has a case', async () => {
    const driver = bad((turn) =>
      turn.name === 'ping' ? honest(turn) : turn.server.die('exit code 7'),
    );
    const { document } = await run(driver, { limits: { ...LIMITS, incidentsMax: 3 } });
    const found = Object.values(cells(document));
    expect(found.some(({ rung }) => rung === 'crash')).toBe(true);
    expect(found.filter(({ verdict }) => verdict === 'same')).toEqual([]);
    expect(found.find(({ verdict }) => verdict === 'blocked')?.why).toMatch(/given up after 3/);
  });

  it('by dripping pushes instead of a reply is waited for no longer than a silent one, nearly', async () => {
    const began = performance.now();
    const drip: Conduct = ({ client }) => {
      const timer = setInterval(() => client.write('>1\r\n+drip\r\n'), 20);
      client.on('close', () => clearInterval(timer));
    };
    const { document } = await run(bad(onCommand('getdel', drip)), { protocols: [3] });
    expect(verdicts(document)['bad/3']).toBe('hang@2');
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('a server that dies and', () => {
  it('does not come back blocks what is left, with the reason', async () => {
    const die: Conduct = ({ server }) => server.die('killed by SIGKILL');
    const driver = bad(onCommand('getdel', die), { restarts: false });
    const { document, events } = await run(driver);
    const found = Object.values(cells(document));
    expect(found.some(({ rung }) => rung === 'crash')).toBe(true);
    const blocked = found.filter(({ verdict }) => verdict === 'blocked');
    expect(blocked.length).toBeGreaterThan(0);
    for (const { why } of blocked) {
      expect(why).toBe(
        'the server ended: killed by SIGKILL; it could not be restarted: bad: does not come up again',
      );
    }
    expect(events.filter(({ kind }) => kind === 'given-up')).toHaveLength(1);
  });

  it('does so between two cases is brought back, and the case before carries it', async () => {
    const dieLater: Conduct = (turn) => {
      honest(turn);
      // After the marker that follows the last step, when the case is over.
      if (turn.name === 'getdel') turn.client.once('close', () => turn.server.die('late'));
    };
    const { document } = await run(bad(onCommand('getdel', dieLater)), { protocols: [2] });
    const found = verdicts(document);
    expect(Object.values(found).filter((verdict) => verdict.startsWith('crash'))).toHaveLength(1);
    expect(Object.values(found).filter((verdict) => verdict === 'same')).toHaveLength(3);
  });
});

describe('other targets', () => {
  const reference = createDrivers([], {
    path: [],
    cacheDir: '',
    tempDir: '',
  }).embedded;
  const loose = compiled(`suite: string
title: steps without a contract
commands: [set, getdel]
cases:
  - case: bad
    steps:
      - [SET, key, value]
      - [GETDEL, key]`);

  it.each<[what: string, conduct: Conduct, rung: string]>([
    ['dies', ({ server }) => server.die('killed by SIGSEGV'), 'crash'],
    ['says nothing', () => undefined, 'hang'],
    ['answers twice', ({ client, reply }) => client.write(`${reply}${reply}`), 'desync'],
  ])('are not held to one that %s', async (_, conduct, rung) => {
    const { document } = await run(bad(onCommand('getdel', conduct)), {
      suites: [loose],
      protocols: [2],
      targets: [
        { spec: { name: 'bad', driver: 'embedded' }, driver: bad(onCommand('getdel', conduct)) },
        { spec: { name: 'good', driver: 'embedded' }, driver: reference },
      ],
    });
    expect(verdicts(document, 0)).toEqual({ 'bad/2': `${rung}@2` });
    expect(verdicts(document, 1)).toEqual({ 'bad/2': 'same' });
  });

  it('are judged when one cannot start, and when one cannot be removed', async () => {
    const cannotStart: Driver = {
      name: 'embedded',
      cannotStart: async () => undefined,
      start: () => Promise.reject(new TargetError('gone', 'cannot be had')),
    };
    const stays = bad(honest);
    const cannotStop: Driver = {
      ...stays,
      start: async (spec, options) => {
        const server = await stays.start(spec, options);
        const dispose = server[Symbol.asyncDispose].bind(server);
        return Object.assign(server, {
          [Symbol.asyncDispose]: async () => {
            await dispose();
            throw new Error('the daemon is gone');
          },
        });
      },
    };
    const { document, events } = await run(reference, {
      targets: [
        { spec: { name: 'gone', driver: 'embedded' }, driver: cannotStart },
        { spec: { name: 'stays', driver: 'embedded' }, driver: cannotStop },
        { spec: { name: 'good', driver: 'embedded' }, driver: reference },
      ],
    });
    expect(document.targets[0]?.blocked).toBe('gone: cannot be had');
    expect(new Set(Object.values(verdicts(document, 0)))).toEqual(new Set(['blocked']));
    expect(new Set(Object.values(verdicts(document, 1)))).toEqual(new Set(['same']));
    expect(new Set(Object.values(verdicts(document, 2)))).toEqual(new Set(['same']));
    expect(events).toContainEqual({
      kind: 'left-behind',
      target: 'stays',
      why: 'the daemon is gone',
    });
  });
});

/** Two servers that are the same but for one thing, which shows in one place only. */
describe('a server that is different only', () => {
  const suite = compiled(`suite: string
title: a case for all contexts
commands: [set, getdel]
cases:
  - case: kept
    steps:
      - { send: [SET, key, value, EX, 100], reply: { status: OK } }
      - { send: [GETDEL, key], reply: value }
  - case: left
    steps:
      - { send: [SET, key, value, EX, 100], reply: { status: OK } }`);

  /** The target's verdict on each case in each context, and in both protocols if they are the same. */
  function byContext(document: ResultDocument, target: number): Record<string, string> {
    const rows = document.results.map((row) => {
      const { verdict, rung, differences } = row.cells[target] as Cell;
      const found = rung === undefined ? verdict : `${rung}@${differences?.[0]?.step}`;
      return [`${row.case.replace('x/string/', '')} ${row.context}`, found] as const;
    });
    const names = [...new Set(rows.map(([name]) => name))];
    const found = (name: string) => new Set(rows.flatMap((row) => (row[0] === name ? row[1] : [])));
    return Object.fromEntries(names.map((name) => [name, [...found(name)].join(' or ')]));
  }

  async function besideGoodOnes(conduct: Conduct, options: Partial<RunSuitesOptions>) {
    const target = (name: string, one: Conduct) => ({
      spec: { name, driver: 'embedded' as const },
      driver: bad(one),
    });
    const targets = [
      target('good', scripting('value')),
      target('other', conduct),
      target('good-too', scripting('value')),
    ];
    const limits = { ...LIMITS, replyMs: 10_000, connectMs: 10_000 };
    return run(bad(honest), { suites: [suite], targets, limits, ...options });
  }

  /** Scripts reply what is said here, whatever the server behind says. */
  function scripting(getdel: string): Conduct {
    const replies: Record<string, string> = {
      SET: '+OK\r\n',
      GETDEL: `$${getdel.length}\r\n${getdel}\r\n`,
    };
    return onCommand('eval', ({ client, argv }) => client.write(replies[argv[3] ?? ''] ?? ''));
  }

  const NO_DIFFERENCE = {
    'kept plain': 'same',
    'kept pipeline': 'same',
    'kept multi': 'same',
    'kept script': 'same',
    'left plain': 'same',
    'left pipeline': 'same',
    'left multi': 'same',
    'left script': 'same',
  };
  const contexts = ['plain', 'pipeline', 'multi', 'script'] as const;

  it.each<[where: string, conduct: Conduct, differs: Record<string, string>]>([
    ['nowhere', scripting('value'), {}],
    [
      'inside MULTI',
      (turn) => {
        const lie = turn.reply.toString('latin1').replace('$5\r\nvalue', '$3\r\nlie');
        if (turn.name === 'exec') turn.client.write(lie);
        else scripting('value')(turn);
      },
      { 'kept multi': 'value@2' },
    ],
    ['in scripts', scripting('lie'), { 'kept script': 'value@2' }],
    [
      'in what it leaves',
      (turn) => {
        const stays = turn.name === 'pttl' && turn.reply.toString() !== ':-2\r\n';
        if (stays) turn.client.write(':-1\r\n');
        else scripting('value')(turn);
      },
      {
        'left plain': 'state@1',
        'left pipeline': 'state@1',
        'left multi': 'state@1',
        'left script': 'state@1',
      },
    ],
  ])('%s', async (_, conduct, differs) => {
    const { document } = await besideGoodOnes(conduct, { contexts });
    expect(byContext(document, 0)).toEqual(NO_DIFFERENCE);
    expect(byContext(document, 1)).toEqual({ ...NO_DIFFERENCE, ...differs });
    expect(byContext(document, 2)).toEqual(NO_DIFFERENCE);
  });

  it('in what it leaves, says what that is', async () => {
    const forgets: Conduct = onCommand('pttl', ({ client }) => client.write(':-1\r\n'));
    const { document } = await besideGoodOnes(forgets, { protocols: [2] });
    const left = document.results.find((row) => row.case === 'x/string/left')?.cells[1];
    expect(left?.differences?.[0]).toMatchObject({
      rung: 'state',
      at: 'key',
      against: 'good',
      wanted: { says: expect.stringContaining('"key" is a string, expires in about 100 s') },
      found: { says: expect.stringMatching(/"key" is a string: /) },
    });
  });

  describe('the second time', () => {
    /** Lies from the third GETDEL on: each run has one for each protocol. */
    const changesItsMind = (): Conduct => {
      let count = 0;
      return onCommand('getdel', ({ client, reply }) => {
        count += 1;
        client.write(count <= 2 ? reply : '$3\r\nlie\r\n');
      });
    };

    it('is unstable when everything runs twice', async () => {
      const { document } = await besideGoodOnes(changesItsMind(), { twice: true });
      expect(byContext(document, 1)).toEqual({ 'kept plain': 'unstable', 'left plain': 'same' });
      expect(byContext(document, 0)).toEqual({ 'kept plain': 'same', 'left plain': 'same' });
      expect(document.results[0]?.cells[1]).toMatchObject({
        why: 'run twice, it was another one: value',
      });
    });

    it('is not found out when everything runs once', async () => {
      const { document } = await besideGoodOnes(changesItsMind(), {});
      expect(byContext(document, 1)).toEqual({ 'kept plain': 'same', 'left plain': 'same' });
    });
  });

  it('by dying stays a crash when everything runs twice', async () => {
    const die: Conduct = ({ server }) => server.die('killed by SIGSEGV');
    const { document } = await run(bad(onCommand('getdel', die)), {
      suites: [suite],
      protocols: [2],
      twice: true,
    });
    expect(byContext(document, 0)).toEqual({ 'kept plain': 'crash@2', 'left plain': 'same' });
  });

  it('in the order of contexts has them one after the other, and its rows as the suites do', async () => {
    const names: string[] = [];
    const listen: Conduct = (turn) => {
      names.push(turn.name);
      honest(turn);
    };
    const { document } = await run(bad(listen), {
      suites: [suite],
      contexts: ['multi', 'plain'],
      protocols: [2],
    });
    expect(document.results.map((row) => `${row.case} ${row.context}`)).toEqual([
      ...['x/string/kept plain', 'x/string/kept multi'],
      ...['x/string/left plain', 'x/string/left multi'],
    ]);
    // Two transactions, and after the last of them both cases as they are.
    const after = names.slice(names.lastIndexOf('exec'));
    expect(names.filter((name) => name === 'exec')).toHaveLength(2);
    expect(after.filter((name) => name === 'set')).toHaveLength(2);
  });
});

describe('an interrupt', () => {
  it('takes down a server that comes up while the others go', async () => {
    const abort = new AbortController();
    const slow = bad(honest);
    const driver: Driver = {
      ...slow,
      start: async (spec, options) => {
        const server = await slow.start(spec, options);
        abort.abort(new Error('interrupted'));
        return server;
      },
    };
    const { document } = await run(driver, { signal: abort.signal });
    expect(document.targets[0]?.blocked).toBe('interrupted');
  });

  it('in the middle of a run keeps what is known and calls the rest skipped', async () => {
    const abort = new AbortController();
    const driver = bad((turn) => {
      if (turn.name === 'getdel') abort.abort(new Error('interrupted'));
      else honest(turn);
    });
    const { document } = await run(driver, { signal: abort.signal });
    const found = cells(document);
    expect(found['bad/2']).toEqual({
      verdict: 'skipped',
      why: 'the run was interrupted before it',
    });
    expect(Object.values(found).every(({ verdict }) => verdict !== 'different')).toBe(true);
  });
});
