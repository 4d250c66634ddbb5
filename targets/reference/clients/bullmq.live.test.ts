import { FlowProducer, type Job, Queue, QueueEvents, Worker } from 'bullmq';
import { afterEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
const open: { close(): Promise<void> }[] = [];

/** Closed before the server is, in the order that lets workers finish first. */
function closing<T extends { close(): Promise<void> }>(opened: T): T {
  open.push(opened);
  return opened;
}
afterEach(async () => {
  for (const opened of open.splice(0).toReversed()) await opened.close();
});

const connection = () => ({ connection: { host: '127.0.0.1', port: server.port } });

it('works through a queue in order and keeps what came out', async () => {
  const queue = closing(new Queue('mails', connection()));
  const events = closing(new QueueEvents('mails', connection()));
  await events.waitUntilReady();
  closing(new Worker('mails', async (job: Job) => `sent to ${job.data.to}`, connection()));
  const jobs = await queue.addBulk(['Ada', 'Bob'].map((to) => ({ name: 'mail', data: { to } })));
  const results = await Promise.all(jobs.map((job) => job.waitUntilFinished(events, 5_000)));
  expect(results).toEqual(['sent to Ada', 'sent to Bob']);
  expect(await queue.getJobCounts('completed', 'waiting', 'active', 'failed')).toEqual({
    completed: 2,
    waiting: 0,
    active: 0,
    failed: 0,
  });
});

it('holds a delayed job back', async () => {
  const queue = closing(new Queue('later', connection()));
  const events = closing(new QueueEvents('later', connection()));
  await events.waitUntilReady();
  closing(new Worker('later', async () => Date.now(), connection()));
  const job = await queue.add('job', {}, { delay: 300 });
  expect(await job.getState()).toBe('delayed');
  const startedAt = await job.waitUntilFinished(events, 5_000);
  expect(startedAt - job.timestamp).toBeGreaterThanOrEqual(300);
});

it('tries a job again until it succeeds or its attempts are over', async () => {
  const queue = closing(new Queue('flaky', connection()));
  const events = closing(new QueueEvents('flaky', connection()));
  await events.waitUntilReady();
  const work = async ({ attemptsMade, data }: Job) => {
    if (attemptsMade < data.failures) throw new Error(`failure ${attemptsMade + 1}`);
    return attemptsMade;
  };
  closing(new Worker('flaky', work, connection()));
  const options = { attempts: 3, backoff: { type: 'fixed', delay: 50 } };
  const recovers = await queue.add('job', { failures: 2 }, options);
  const fails = await queue.add('job', { failures: 3 }, options);
  expect(await recovers.waitUntilFinished(events, 5_000)).toBe(2);
  await expect(fails.waitUntilFinished(events, 5_000)).rejects.toThrow('failure 3');
  expect(await fails.getState()).toBe('failed');
});

it('runs the children of a flow before their parent', async () => {
  const flow = closing(new FlowProducer(connection()));
  const events = closing(new QueueEvents('album', connection()));
  await events.waitUntilReady();
  closing(new Worker('tracks', async ({ data }: Job) => data.seconds, connection()));
  const total = async (job: Job) =>
    Object.values<number>(await job.getChildrenValues()).reduce((sum, value) => sum + value, 0);
  closing(new Worker('album', total, connection()));
  const { job } = await flow.add({
    name: 'total',
    queueName: 'album',
    children: [120, 200, 80].map((seconds) => ({
      name: 'track',
      queueName: 'tracks',
      data: { seconds },
    })),
  });
  expect(await job.waitUntilFinished(events, 5_000)).toBe(400);
});

it('takes jobs of high priority first and pauses', async () => {
  const queue = closing(new Queue('ranked', connection()));
  await queue.pause();
  await queue.addBulk(
    [3, 1, 2].map((priority) => ({ name: `priority ${priority}`, data: {}, opts: { priority } })),
  );
  const taken: string[] = [];
  closing(new Worker('ranked', async ({ name }: Job) => taken.push(name), connection()));
  expect(await queue.isPaused()).toBe(true);
  await queue.resume();
  await expect.poll(() => taken).toEqual(['priority 1', 'priority 2', 'priority 3']);
});

it('repeats by a scheduler', async () => {
  const queue = closing(new Queue('ticks', connection()));
  let ticks = 0;
  closing(new Worker('ticks', async () => ticks++, connection()));
  await queue.upsertJobScheduler('clock', { every: 100 }, { name: 'tick' });
  await expect.poll(() => ticks, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
  expect(await queue.removeJobScheduler('clock')).toBe(true);
});
