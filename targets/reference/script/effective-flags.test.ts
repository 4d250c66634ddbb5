import { expect, it } from 'vitest';
import { encodeCommand } from '../../../harness/wire/encode.ts';
import { inProcess } from '../testing/in-process.ts';
import { effectiveFlags } from './effective-flags.ts';

const { core, connect } = inProcess();
const client = connect();
client.write(
  encodeCommand([
    'FUNCTION',
    'LOAD',
    `#!lua name=library
     redis.register_function('any', function() end)
     redis.register_function{function_name = 'reads', callback = function() end, flags = {'no-writes'}}`,
  ]),
);

const DECLARED = '#!lua flags=allow-oom\n';

it.each([
  [['EVAL', 'return 1', '0'], 'may_replicate stale'],
  [['EVAL', '#!lua\n', '0'], 'denyoom write'],
  [['EVAL', DECLARED, '0'], 'write'],
  [['EVAL', '#!lua flags=no-writes,allow-stale\n', '0'], 'stale'],
  [['EVAL', '#!lua flags=nosuch\n', '0'], 'may_replicate stale'],
  [['EVAL_RO', 'return 1', '0'], 'readonly stale'],
  [['EVALSHA', 'f'.repeat(40), '0'], 'may_replicate stale'],
  [['FCALL', 'any', '0'], 'denyoom write'],
  [['FCALL', 'READS', '0'], ''],
  [['FCALL', 'missing', '0'], 'may_replicate stale'],
  [['GET', 'key'], 'readonly'],
])('%j counts as %j', (argv, kinds) => {
  const command = core.commands.find(argv);
  if (command === undefined) throw new Error(`no command ${argv[0]}`);
  const told = ['denyoom', 'may_replicate', 'readonly', 'stale', 'write'] as const;
  const flags = effectiveFlags(core, command, argv);
  expect(told.filter((flag) => flags.has(flag)).join(' ')).toBe(kinds);
});

it('lets scripts that do not write pass while writes are paused', () => {
  client.send('CLIENT PAUSE 10000 WRITE');
  const other = connect();
  expect(other.write(encodeCommand(['EVAL', '#!lua flags=no-writes\nreturn 1', '0']))).toBe(
    ':1\r\n',
  );
  expect(other.write(encodeCommand(['EVAL', 'return 2', '0']))).toBe('');
  client.send('CLIENT UNPAUSE');
  expect(other.received()).toBe(':2\r\n');
});
