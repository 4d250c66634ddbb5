import { describe, expect, it } from 'vitest';
import { commandLineFlags, databaseCount } from './flags.ts';

describe('flags', () => {
  it.each([
    [{ save: '' }, ['--save', '']],
    [{ save: '900 1 300 10' }, ['--save', '900', '1', '300', '10']],
    [{ requirepass: '"two words"' }, ['--requirepass', 'two words']],
    [{ requirepass: '"a \\" b"' }, ['--requirepass', 'a " b']],
    [{ appendonly: 'no', databases: '4' }, ['--appendonly', 'no', '--databases', '4']],
  ])('of %j are words of their own', (config, flags) => {
    expect(commandLineFlags(config, 'spaced')).toEqual(flags);
  });

  it('are one word where the product wants it so', () => {
    expect(commandLineFlags({ dbnum: '16', dbfilename: '' }, 'equals')).toEqual([
      '--dbnum=16',
      '--dbfilename=',
    ]);
  });
});

describe('the number of databases', () => {
  it.each([
    [{ databases: '64' }, undefined, 64],
    [{ dbnum: '8' }, 'dbnum', 8],
    [{}, undefined, 16],
  ])('of %j is told', (config, parameter, count) => {
    expect(databaseCount(config, parameter)).toBe(count);
  });
});
