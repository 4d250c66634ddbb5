import { expect, it } from 'vitest';
import { inProcess } from '../testing/in-process.ts';
import { protectedModeRefusal } from './protected-mode.ts';

const OUTSIDE = '192.0.2.1';

it.each([
  ['127.0.0.1', false],
  ['127.1.2.3', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  [OUTSIDE, true],
  ['::ffff:192.0.2.1', true],
  ['2001:db8::127.0.0.1', true],
  ['', true],
])('a server without a password refuses a client at %j: %s', (address, refused) => {
  const why = protectedModeRefusal(inProcess().core, address);
  expect(why?.startsWith('-DENIED ') ?? false).toBe(refused);
});

it('a password, or switching it off, ends protected mode', () => {
  const { core, connect } = inProcess();
  const admin = connect();
  admin.send('CONFIG SET requirepass secret');
  expect(protectedModeRefusal(core, OUTSIDE)).toBeUndefined();
  admin.send('CONFIG SET requirepass ');
  expect(protectedModeRefusal(core, OUTSIDE)).toBeDefined();
  admin.send('CONFIG SET protected-mode no');
  expect(protectedModeRefusal(core, OUTSIDE)).toBeUndefined();
});
