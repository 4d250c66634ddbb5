import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { greet } from './handshake.ts';

let server: Server | undefined;
afterEach(
  () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())),
);

/** A connection to a server that does what the test says with each socket. */
async function connected(serve: (socket: Socket) => void, limits = {}): Promise<Connection> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as { port: number };
  return Connection.open({ host: '127.0.0.1', port }, limits);
}

function onData(reply: string): (socket: Socket) => void {
  return (socket) => socket.on('data', () => socket.write(reply));
}

it('takes replies in the order in which they came, many at a time', async () => {
  const connection = await connected(onData('+a\r\n+b\r\n+c\r\n'));
  connection.write('x');
  const texts = (await connection.take(2, 1_000)).map((arrival) =>
    Buffer.from('raw' in arrival ? arrival.raw : []).toString(),
  );
  expect(texts).toEqual(['+a\r\n', '+b\r\n']);
  expect(await connection.next(1_000)).toMatchObject({ reply: { text: 'c' } });
  connection.close();
});

it('tells silence, and that a reply had begun', async () => {
  const connection = await connected((socket) => socket.write('$5\r\nab'));
  expect(await connection.next(30)).toEqual({ kind: 'silence', afterMs: 30, midReply: true });
  connection.close();
});

it('tells a hang-up as often as it is asked, after what came before it', async () => {
  const connection = await connected((socket) => socket.end('+bye\r\n:'));
  const [first, second] = await connection.take(3, 1_000);
  expect(first).toMatchObject({ kind: 'reply' });
  expect(second).toEqual({ kind: 'closed', by: 'end', midReply: true });
  expect(await connection.next(1_000)).toEqual(second);
});

it('tells a reset by its name', async () => {
  const connection = await connected((socket) => socket.on('data', () => socket.resetAndDestroy()));
  connection.write('x');
  expect(await connection.next(1_000)).toMatchObject({ kind: 'closed', by: 'ECONNRESET' });
});

it('gives up a server that never stops sending', async () => {
  const connection = await connected((socket) => socket.write('+x\r\n'.repeat(500)), {
    unreadMax: 100,
  });
  while (!connection.ended) await new Promise((resolve) => setTimeout(resolve, 1));
  expect((await connection.take(1_000, 1_000)).at(-1)).toMatchObject({ kind: 'flood' });
});

it('drains what has come, and leaves the end to be taken', async () => {
  const open = await connected(onData('+a\r\n+b\r\n+c\r\n'));
  open.write('x');
  await open.next(1_000);
  expect(open.drain()).toMatchObject([{ reply: { text: 'b' } }, { reply: { text: 'c' } }]);
  expect(open.drain()).toEqual([]);
  open.close();
  const ended = await connected((socket) => socket.end('+a\r\n+b\r\n'));
  await ended.next(1_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ended.drain()).toMatchObject([{ reply: { text: 'b' } }]);
  expect(await ended.next(1_000)).toMatchObject({ kind: 'closed' });
});

it('gives up a server whose unasked replies weigh too much, few as they are', async () => {
  const big = `$1000\r\n${'x'.repeat(1000)}\r\n`;
  const connection = await connected((socket) => socket.write(big.repeat(5)), {
    unreadBytesMax: 2_500,
  });
  expect((await connection.take(1, 1_000))[0]).toMatchObject({ kind: 'reply' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(connection.ended).toBe(true);
  expect((await connection.take(5, 1_000)).at(-1)).toMatchObject({ kind: 'flood' });
});

it('waits no longer than three deadlines for a server that sends a byte now and then', async () => {
  const connection = await connected((socket) => {
    socket.write('$1000\r\n');
    const drip = setInterval(() => socket.write('x'), 10);
    socket.on('close', () => clearInterval(drip));
  });
  const began = performance.now();
  expect(await connection.next(40)).toMatchObject({ kind: 'silence', midReply: true });
  const tookMs = performance.now() - began;
  expect(tookMs).toBeGreaterThan(100);
  expect(tookMs).toBeLessThan(1_000);
  connection.close();
});

it('ends at malformed bytes', async () => {
  const connection = await connected((socket) => socket.write('+a\r\nrubbish\r\n'));
  expect((await connection.take(2, 1_000)).map(({ kind }) => kind)).toEqual(['reply', 'malformed']);
  expect(connection.ended).toBe(true);
});

it('rejects when nobody listens', async () => {
  const unused = createServer().listen(0, '127.0.0.1');
  await once(unused, 'listening');
  const { port } = unused.address() as { port: number };
  await new Promise((resolve) => unused.close(resolve));
  await expect(Connection.open({ host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

it('greets with all that a case needs, and keeps the password out of a refusal', async () => {
  const heard: string[] = [];
  const connection = await connected((socket) =>
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.write('-WRONGPASS no\r\n%0\r\n+OK\r\n');
    }),
  );
  const shaken = await greet(
    connection,
    { protocol: 3, database: 4, username: 'u', password: 'secret' },
    1_000,
  );
  expect(heard.join('')).toContain('$6\r\nsecret\r\n');
  expect(shaken).toMatchObject({ kind: 'refused', command: 'AUTH (secret)' });
  expect(JSON.stringify(shaken)).not.toContain('"secret"');
  connection.close();
});
