import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limit } from './limit.ts';

describe('a limit', () => {
  it('is reached and never passed, whatever the order in which the work ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (scheduler, max) => {
        const limited = limit(max);
        let running = 0;
        let most = 0;
        const work = async () => {
          most = Math.max(most, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
        };
        const all = Promise.all(Array.from({ length: 6 }, () => limited(work)));
        await scheduler.waitFor(all);
        expect(most).toBe(max);
      }),
    );
  });

  it('gives the place of a failed one away', async () => {
    const limited = limit(1);
    const failing = limited(() => Promise.reject(new Error('no')));
    const after = limited(async () => 'done');
    await expect(failing).rejects.toThrow('no');
    await expect(after).resolves.toBe('done');
  });
});
