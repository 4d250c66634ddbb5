import { expect, it } from 'vitest';
import { Housekeeping } from './housekeeping.ts';
import { inProcess } from './testing/in-process.ts';

it('closes clients that say nothing for longer than the timeout, but none that waits', () => {
  const server = inProcess({ settings: { timeout: 2 } });
  const [silent, talking] = [server.connect(), server.connect()];
  const [waiting, listening] = [server.connect(), server.connect()];
  const housekeeping = new Housekeeping(server.core);
  housekeeping.start();
  waiting.send('BLPOP list 0');
  listening.send('SUBSCRIBE news');
  for (let tenths = 0; tenths <= 20; tenths += 1) {
    talking.send('PING');
    expect(silent.closed).toBe(false);
    server.advance(100);
  }
  housekeeping.stop();
  const closed = [silent, talking, waiting, listening].filter((client) => client.closed);
  expect(closed).toEqual([silent]);
});
