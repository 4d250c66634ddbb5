import { describe, expect, it } from 'vitest';
import { difference } from '../../compare/difference.ts';
import type { Observation } from '../../wire/observation.ts';
import { arrivalsOf, bulk, rawOf, seenIn } from '../testing/arrivals.ts';
import { plannedCell } from '../testing/planned-cell.ts';
import { inScript } from './script.ts';

/** What the only step saw, and the bytes that are kept of it. */
function sent(step: string, bytes: string): Observation {
  const [only] = inScript(plannedCell(step).subject, 'call')?.read(arrivalsOf(bytes), 0, 3) ?? [];
  if (only === undefined) throw new Error('saw nothing');
  return only;
}

const GET = '[GET, key]';
const SHA = '3c44b7a40779a5c68a6e3920550ff76660a813aa';

it.each(['call', 'pcall'] as const)('puts each step into a redis.%s of its own', (call) => {
  const lifted = inScript(plannedCell('[GET, key]', '[PING]').subject, call);
  const script = bulk(`return redis.${call}(unpack(ARGV))`);
  expect(lifted?.bytes).toBe(
    `*5\r\n$4\r\nEVAL\r\n${script}$1\r\n0\r\n$3\r\nGET\r\n$3\r\nkey\r\n` +
      `*4\r\n$4\r\nEVAL\r\n${script}$1\r\n0\r\n$4\r\nPING\r\n`,
  );
  expect(lifted?.replies).toBe(2);
});

it.each([
  ['that wait for replies', [`{ send: [GET, key], save: value }`, `[SET, key, "\${value}"]`]],
  ['that are more than commands', ['[GET, key]', '{ silent: 1ms }']],
])('takes no steps %s', (_, steps) => {
  expect(inScript(plannedCell(...steps).subject, 'call')).toBeUndefined();
});

it('gives each step its reply', () => {
  const lifted = inScript(plannedCell('[GET, a]', '[GET, b]').subject, 'call');
  expect(lifted?.read(arrivalsOf('+a\r\n:2\r\n'), 3, 2).map(seenIn)).toEqual(['a', '(integer) 2']);
});

/** As live servers were seen to say it, `redis.call` first. */
describe('the place in the script is taken from an error', () => {
  const WRONGTYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value';
  it.each([
    ['Redis 6.0', `-ERR Error running script (call to f_${SHA}): @user_script:1: ${WRONGTYPE}`],
    ['Redis 7.0 to 8.6, Valkey 8', `-${WRONGTYPE} script: ${SHA}, on @user_script:1.`],
    ['Valkey 9.1', `-${WRONGTYPE} script: on @user_script:1.`],
    ['all of them in pcall', `-${WRONGTYPE}`],
  ])('%s', (_, line) => {
    const found = sent(GET, `${line}\r\n`);
    expect(seenIn(found)).toBe(`(error) ${WRONGTYPE}`);
    expect(rawOf(found)).toBe(`${line}\r\n`);
  });

  it.each([
    ['ERR in another script: on @user_script:1. or so'],
    ['ERR not @user_script: 1: at its beginning'],
    [`ERR script: ${SHA}, on @somewhere:1.`],
  ])('and not from %j, which is none', (text) => {
    expect(seenIn(sent(GET, `-${text}\r\n`))).toBe(`(error) ${text}`);
  });
});

const ARITY_WORDS = [
  `ERR Error running script (call to f_${SHA}): @user_script:1: @user_script: 1: Wrong number of args calling Redis command From Lua script`,
  '@user_script: 1: Wrong number of args calling Redis command From Lua script',
  `ERR Wrong number of args calling Redis command from script script: ${SHA}, on @user_script:1.`,
  'ERR Wrong number of args calling Redis command from script',
  `ERR Wrong number of args calling command from script script: ${SHA}, on @user_script:1.`,
  'ERR Wrong number of args calling command from script script: on @user_script:1.',
  'ERR Wrong number of args calling Redict command from script',
];

const UNKNOWN_WORDS = [
  `ERR Error running script (call to f_${SHA}): @user_script:1: @user_script: 1: Unknown Redis command called from Lua script`,
  '@user_script: 1: Unknown Redis command called from Lua script',
  `ERR Unknown Redis command called from script script: ${SHA}, on @user_script:1.`,
  'ERR Unknown command called from script script: on @user_script:1.',
  'ERR Unknown Redict command called from script',
];

function rungOf(step: string, text: string): string {
  return heldBy(step, `-${text}\r\n`);
}

/** The rung between what the step's contract would have and what was seen of the bytes. */
function heldBy(step: string, bytes: string): string {
  const claim = plannedCell(step).subject.steps[0];
  const { seen } = sent(step, bytes);
  const lua = claim !== undefined && 'contract' in claim ? claim.contract.reply?.lua : undefined;
  if (lua === undefined || seen.kind !== 'reply') throw new Error('nothing to compare');
  return difference(lua.nearest(seen.reply, { elapsedMs: 0 }), seen.reply)?.rung ?? 'same';
}

const WANTS_ARITY = `{ send: [GET], reply: { error: "ERR wrong number of arguments for 'get' command" } }`;
const WANTS_UNKNOWN = '{ send: [NOSUCH], reply: { error: "ERR unknown command \'NOSUCH\'" } }';

describe('the words that only scripts have', () => {
  it.each(ARITY_WORDS)('meet a contract that wants the arity refused: %s', (text) => {
    expect(rungOf(WANTS_ARITY, text)).toBe('same');
  });

  it.each(UNKNOWN_WORDS)('meet a contract that wants the command not to be known: %s', (text) => {
    expect(rungOf(WANTS_UNKNOWN, text)).toBe('same');
  });

  it.each([
    ['another refusal', WANTS_ARITY, UNKNOWN_WORDS, 'missing'],
    ['the other way round', WANTS_UNKNOWN, ARITY_WORDS, 'missing'],
    ['a value', '{ send: [GET, key], reply: a }', ARITY_WORDS, 'ok-vs-error'],
    ['a value of an unknown command', '{ send: [GET, key], reply: a }', UNKNOWN_WORDS, 'missing'],
  ])('do not meet one that wants %s', (_, step, words, rung) => {
    expect(new Set(words.map((text) => rungOf(step, text)))).toEqual(new Set([rung]));
  });

  it('are told in the words outside where no contract says which', () => {
    expect(seenIn(sent('[GET]', `-${ARITY_WORDS[3]}\r\n`))).toBe(
      '(error) ERR wrong number of arguments',
    );
    expect(seenIn(sent('[GET]', `-${UNKNOWN_WORDS[2]}\r\n`))).toBe('(error) ERR unknown command');
  });

  it('are held to the contract of their own step', () => {
    const { subject } = plannedCell(GET, WANTS_ARITY);
    const lifted = inScript(subject, 'call');
    const [, found] = lifted?.read(arrivalsOf(`+a\r\n-${ARITY_WORDS[3]}\r\n`), 0, 2) ?? [];
    expect(found && seenIn(found)).toBe("(error) ERR wrong number of arguments for 'get' command");
  });

  it('stay in the evidence', () => {
    const bytes = `-${UNKNOWN_WORDS[1]}\r\n`;
    expect(rawOf(sent(WANTS_UNKNOWN, bytes))).toBe(bytes);
  });
});

describe('a null', () => {
  it.each([
    ['$-1\r\n', '(nil)'],
    ['_\r\n', '(nil)'],
    // Lua has one false for both, so that a script never sends it by itself: it is told as it came.
    ['*-1\r\n', '(nil array)'],
    ['*2\r\n_\r\n*1\r\n_\r\n', '[(nil), [(nil)]]'],
  ])('that came as %j is %s', (bytes, seen) => {
    const found = sent(GET, bytes);
    expect(seenIn(found)).toBe(seen);
    expect(rawOf(found)).toBe(bytes);
  });

  it('of RESP3 meets the contract for scripts, at any depth', () => {
    expect(heldBy('{ send: [MGET, a, b], reply: [null, b] }', '*2\r\n_\r\n$1\r\nb\r\n')).toBe(
      'same',
    );
    expect(heldBy('{ send: [MGET, a], reply: [[null]] }', '*1\r\n*1\r\n_\r\n')).toBe('same');
  });
});

it('leaves alone what is no reply', () => {
  expect(seenIn(sent(GET, '?what\r\n'))).toBe('malformed');
});
