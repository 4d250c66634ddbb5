import { expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';
import { runScript } from '../../testing/run-script.ts';

const DRAW = 'return {math.random(1000), math.random(1000)}';

it('draws what live servers draw, one sequence from script to script', () => {
  const client = inProcess().connect();
  // redict 7.3: 0.396…, 0.840…, 0.353… after its start, 171 and 750 from the seed 0.
  expect(runScript(client, DRAW)).toBe('*2\r\n:397\r\n:841\r\n');
  client.send('SCRIPT FLUSH');
  expect(runScript(client, 'return math.random(1000)')).toBe(':354\r\n');
  expect(runScript(client, `math.randomseed(0) ${DRAW}`)).toBe('*2\r\n:171\r\n:750\r\n');
  expect(runScript(client, `math.randomseed(42) ${DRAW}`)).toBe('*2\r\n:745\r\n:343\r\n');
});
