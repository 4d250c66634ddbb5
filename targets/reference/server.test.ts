import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createServer, type ServerOptions } from './create-server.ts';

interface Client {
  readonly socket: Socket;
  /** Everything that came until the server closed. */
  readonly whole: Promise<string>;
  /** Sends and waits until that much has come. */
  send(bytes: string, replyLength: number): Promise<string>;
}

function open(port: number): Client {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
  });
  // A server that stops may reset the connection; what had come by then is what counts.
  socket.on('error', () => undefined);
  const whole = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(received));
  });
  const send = async (bytes: string, replyLength: number) => {
    socket.write(bytes, 'latin1');
    while (received.length < replyLength) await once(socket, 'data');
    const reply = received;
    received = '';
    return reply;
  };
  return { socket, whole, send };
}

async function withServer(
  options: ServerOptions,
  use: (port: number, faults: readonly unknown[]) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  await using server = await createServer({ ...options, onFault: (fault) => faults.push(fault) });
  await use(server.port, faults);
}

it('serves on a free port and tells it', () =>
  withServer({}, async (port) => {
    const client = open(port);
    expect(await client.send('SET key \xff\r\nGET key\r\n', 12)).toBe('+OK\r\n$1\r\n\xff\r\n');
    expect(await client.send('CONFIG GET port\r\n', 20)).toContain(`$5\r\n${port}\r\n`);
    client.socket.destroy();
  }));

it('sends what is due before it closes', () =>
  withServer({}, async (port) => {
    const client = open(port);
    client.socket.write('PING\r\nQUIT\r\nPING\r\n');
    expect(await client.whole).toBe('+PONG\r\n+OK\r\n');
  }));

it('refuses more clients than it may have', () =>
  withServer({ settings: { maxclients: 1 } }, async (port) => {
    const first = open(port);
    await first.send('PING\r\n', 7);
    expect(await open(port).whole).toBe('-ERR max number of clients reached\r\n');
    expect(await first.send('PING\r\n', 7)).toBe('+PONG\r\n');
    first.socket.destroy();
  }));

it('serves the others when one sends what cannot be understood, or cuts the line', () =>
  withServer({}, async (port, faults) => {
    const steady = open(port);
    const hostile = open(port);
    hostile.socket.write(`*1\r\n$${'9'.repeat(30)}\r\n`);
    expect(await hostile.whole).toBe('-ERR Protocol error: invalid bulk length\r\n');
    const cut = open(port);
    await cut.send('PING\r\n', 7);
    cut.socket.write('*2\r\n$3\r\nGET\r\n$1000\r\nhalf');
    cut.socket.resetAndDestroy();
    expect(await steady.send('PING\r\n', 7)).toBe('+PONG\r\n');
    expect(faults).toEqual([]);
    steady.socket.destroy();
  }));

it('holds back a client that does not read what it asks for', () =>
  withServer({}, async (port) => {
    const client = open(port);
    const value = 'x'.repeat(1024 * 1024);
    await client.send(`*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$${value.length}\r\n${value}\r\n`, 5);
    client.socket.pause();
    client.socket.write('GET k\r\n'.repeat(100));
    const other = open(port);
    await other.send('PING\r\n', 7);
    const info = await other.send('INFO commandstats\r\n', 60);
    // The kernel's buffers take some replies, and the server's limit a few more, but never all.
    expect(Number(/cmdstat_get:calls=(\d+)/.exec(info)?.[1])).toBeLessThan(60);
    client.socket.resume();
    const replyLength = value.length + '$1048576\r\n\r\n'.length;
    expect((await client.send('', 100 * replyLength)).length).toBe(100 * replyLength);
    client.socket.destroy();
    other.socket.destroy();
  }));

it('closes every connection when it stops', async () => {
  const server = await createServer();
  const client = open(server.port);
  await client.send('PING\r\n', 7);
  client.socket.write('BLPOP list 0\r\n');
  await server.stop();
  expect(await client.whole).toBe('');
  await server.stop();
});
