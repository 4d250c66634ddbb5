import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Connection } from '../wire/connection.ts';
import { SpareConnections } from './spare-connections.ts';

const endings: (() => void)[] = [];

afterEach(() => {
  for (const end of endings.splice(0)) end();
});

/** A connection, and the server's end of it. */
async function connected(): Promise<{ connection: Connection; there: Socket }> {
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const connection = await Connection.open({ host: '127.0.0.1', port });
  const there = (await accepted).on('error', () => undefined);
  endings.push(
    () => connection.close(),
    () => there.destroy(),
    () => server.close(),
  );
  return { connection, there };
}

it('gives each back once, by protocol', async () => {
  const { connection } = await connected();
  const spare = new SpareConnections();
  spare.give(3, connection);
  expect(spare.take(2)).toBeUndefined();
  expect(spare.take(3)).toBe(connection);
  expect(spare.take(3)).toBeUndefined();
});

it('gives none that has ended since', async () => {
  const { connection, there } = await connected();
  const spare = new SpareConnections();
  spare.give(2, connection);
  there.end();
  await expect.poll(() => connection.ended).toBe(true);
  expect(spare.take(2)).toBeUndefined();
});

it('gives none on which something has come since', async () => {
  const { connection, there } = await connected();
  const spare = new SpareConnections();
  spare.give(2, connection);
  there.write('+first\r\n+more\r\n');
  await connection.next(1_000);
  expect(spare.take(2)).toBeUndefined();
});

it('closes what it holds', async () => {
  const { connection } = await connected();
  const spare = new SpareConnections();
  spare.give(2, connection);
  spare.close();
  expect((await connection.next(1_000)).kind).toBe('closed');
  expect(spare.take(2)).toBeUndefined();
});
