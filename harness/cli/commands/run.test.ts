import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

/** What the flags come to; nothing is run. */
function flags(...words: string[]): Record<string, unknown> {
  const command = runCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parseOptions(words);
  return command.opts();
}

describe('--contexts', () => {
  it.each([
    [[], ['plain']],
    [['--contexts', 'multi'], ['multi']],
    // Whatever the order, results are read from the simplest on.
    [
      ['--contexts', 'pcall,plain,multi'],
      ['plain', 'multi', 'pcall'],
    ],
    [['--contexts', 'multi,multi'], ['multi']],
    [
      ['--contexts', 'all'],
      ['plain', 'pipeline', 'multi', 'script', 'pcall'],
    ],
  ])('%j: %j', (words, contexts) => {
    expect(flags(...words).contexts).toEqual(contexts);
  });

  it.each(['lua', 'plain,lua', 'all,lua'])('refuses %s, and says what there is', (names) => {
    expect(() => flags('--contexts', names)).toThrow(
      /There is no (?:lua|all)\. Take plain, pipeline, multi, script, pcall or all\./,
    );
  });

  it.each(['', ','])('refuses %j, which would run nothing', (names) => {
    expect(() => flags('--contexts', names)).toThrow('It names none.');
  });
});

it('--twice is off unless it is asked for', () => {
  expect([flags().twice, flags('--twice').twice]).toEqual([undefined, true]);
});
