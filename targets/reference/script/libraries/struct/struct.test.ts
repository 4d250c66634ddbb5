import { expect, it } from 'vitest';
import { inProcess } from '../../../testing/in-process.ts';
import { runScript } from '../../../testing/run-script.ts';

const client = inProcess().connect();

// What redict 7.3 answers, in hexadecimal.
it.each([
  ['"!i1i4", 1, 2', '0100000002000000'],
  ['"!4i1d", 1, 2', '010000000000000000000040'],
  ['"!8i1i3", 1, 2', '010000020000'],
  ['">i10", -1', '0000ffffffffffffffff'],
  ['"i8", 1e20', '0000000000000000'],
  ['"i8", 0/0', '0000000000000080'],
  ['"c3s", "abcd", "e"', '6162636500'],
])('pack(%s)', (args, hex) => {
  const reply = runScript(client, `return struct.pack(${args})`);
  const bytes = reply.replace(/^\$\d+\r\n|\r\n$/g, '');
  expect(Buffer.from(bytes, 'latin1').toString('hex')).toBe(hex);
});

it.each([
  ['"<I8", ("\\255"):rep(8)', '1.844674407371e+19 9'],
  ['"Bc0", "\\3abcd"', 'abc 5'],
  ['"!i1i4", "\\1\\0\\0\\0\\2\\0\\0\\0"', '1 2 9'],
  ['"", "abcd", 50', '50'],
])('unpack(%s)', (args, values) => {
  const script = `return table.concat({struct.unpack(${args})}, " ")`;
  expect(runScript(client, script)).toBe(`$${values.length}\r\n${values}\r\n`);
});
