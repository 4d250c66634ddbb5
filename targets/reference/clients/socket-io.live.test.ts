import { createServer } from 'node:http';
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function redisClient() {
  const client = createClient({ url: server.url });
  closings.push(() => client.close());
  return client.connect();
}

const adapters = [
  {
    name: 'redis-adapter',
    adapter: async () => createAdapter(await redisClient(), await redisClient()),
  },
  {
    name: 'redis-adapter over sharded channels',
    adapter: async () => createShardedAdapter(await redisClient(), await redisClient()),
  },
  {
    name: 'redis-streams-adapter',
    adapter: async () => createStreamsAdapter(await redisClient(), { blockTimeInMs: 200 }),
  },
];

describe.each(adapters)('$name', ({ adapter }) => {
  /** A socket.io server, and a browser of a user who is connected to it. */
  async function serverWithUser() {
    const http = createServer();
    const io = new Server(http, { adapter: await adapter(), transports: ['websocket'] });
    closings.push(() => io.close());
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    const address = http.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    const user = connect(`http://127.0.0.1:${address.port}`, { transports: ['websocket'] });
    closings.push(() => user.disconnect());
    const heard: string[] = [];
    user.on('news', (text: string) => heard.push(text));
    user.on('question', (answer: (text: string) => void) => answer('here'));
    await new Promise<void>((connected) => user.once('connect', connected));
    return { io, id: String(user.id), heard };
  }

  it('carries broadcasts, rooms, questions and counts from one server to the other', async () => {
    const [one, two] = [await serverWithUser(), await serverWithUser()];
    await expect.poll(() => one.io.of('/').adapter.serverCount()).toBe(2);
    await expect.poll(() => two.io.of('/').adapter.serverCount()).toBe(2);

    one.io.emit('news', 'for all');
    await expect.poll(() => [one.heard, two.heard]).toEqual([['for all'], ['for all']]);

    one.io.in(two.id).socketsJoin('room');
    await expect.poll(() => two.io.of('/').adapter.rooms.get('room')?.size).toBe(1);
    one.io.to('room').emit('news', 'for the room');
    await expect.poll(() => two.heard).toEqual(['for all', 'for the room']);
    expect(one.heard).toEqual(['for all']);

    expect(await one.io.timeout(2_000).emitWithAck('question')).toEqual(['here', 'here']);
    const everywhere = (await one.io.fetchSockets()).map(({ id }) => id);
    expect(new Set(everywhere)).toEqual(new Set([one.id, two.id]));

    two.io.serverSideEmit('hello', 'from two');
    const greeting = new Promise((heard) => one.io.once('hello', heard));
    expect(await greeting).toBe('from two');
  });
});
