import { expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';
import { runScript } from '../../testing/run-script.ts';

// What redict 7.3 answers.
it.each([
  ['bit.tobit(2.5), bit.tobit(-1.5), bit.tobit(2^52), bit.tobit(1e15)', '2 -2 0 -1530494976'],
  ['bit.tobit(1e18), bit.tobit(0/0), bit.tobit("0x10")', '1733216256 0 16'],
  ['bit.lshift(1, 31), bit.lshift(1, 32), bit.rshift(-1, 28)', '-2147483648 1 15'],
  ['bit.rol(1, 33), bit.ror(1, 1), bit.bswap(1)', '2 -2147483648 16777216'],
  ['bit.tohex(-1), bit.tohex(255, 4), bit.tohex(255, -100)', 'ffffffff 00ff 000000FF'],
])('return %s', (expressions, results) => {
  const client = inProcess().connect();
  const reply = runScript(client, `return table.concat({${expressions}}, " ")`);
  expect(reply).toBe(`$${results.length}\r\n${results}\r\n`);
});
