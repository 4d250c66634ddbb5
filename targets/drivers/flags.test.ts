import { describe, expect, it } from 'vitest';
import { commandLineFlags, databasesOf } from './flags.ts';

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

describe('the databases', () => {
  it.each([
    [{ databases: '3' }, undefined, [0, 1, 2]],
    [{ dbnum: '2' }, 'dbnum', [0, 1]],
    [{ databases: 'many' }, undefined, []],
  ])('of %j are told', (config, parameter, databases) => {
    expect(databasesOf(config, parameter)).toEqual(databases);
  });

  it('are 16 when nothing is said', () => {
    expect(databasesOf({})).toHaveLength(16);
  });
});
