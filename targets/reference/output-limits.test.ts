import { describe, expect, it } from 'vitest';
import { isTooSlow, outputLimitsOf } from './output-limits.ts';
import { inProcess } from './testing/in-process.ts';

const MB = 1024 * 1024;

describe('limits on output', () => {
  it('are read by class, whatever their order', () => {
    const limits = outputLimitsOf('pubsub 3 2 1 slave 9 9 9 normal 0 0 0');
    expect(limits).toEqual({
      normal: { hard: 0, soft: 0, softMs: 0 },
      pubsub: { hard: 3, soft: 2, softMs: 1000 },
      harmlessBytes: 2,
    });
  });

  it('let clients wait for their replies, and cut off subscribers that do not read', () => {
    const { connection } = inProcess().connect();
    expect(isTooSlow(connection, 100 * MB)).toBe(false);
    connection.core.pubsub.subscribe(connection, 'channels', 'news');
    expect(isTooSlow(connection, 32 * MB)).toBe(true);
    expect(isTooSlow(connection, 31 * MB)).toBe(false);
  });

  it('give a subscriber some time to catch up, each time that it falls behind', () => {
    const server = inProcess();
    const { connection } = server.connect();
    server.core.pubsub.subscribe(connection, 'channels', 'news');
    const judged = (ms: number, bytes: number) => {
      server.advance(ms);
      server.core.tick();
      return isTooSlow(connection, bytes);
    };
    expect(judged(0, 9 * MB)).toBe(false);
    expect(judged(60_000, 9 * MB)).toBe(false);
    expect(judged(0, 7 * MB)).toBe(false);
    expect(judged(1, 9 * MB)).toBe(false);
    expect(judged(60_001, 9 * MB)).toBe(true);
  });
});
