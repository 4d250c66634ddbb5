import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'samewire-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sends one line, and gives what comes until the server has closed. */
async function said(socket: NodeJS.ReadWriteStream, line: string): Promise<string> {
  socket.write(`${line}\r\nQUIT\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

describe('a Unix socket', () => {
  const path = join(folder, 'server.sock');

  it('is a way in, by which clients have its path for an address', async () => {
    await using server = await createServer({
      settings: { unixsocket: path, unixsocketperm: 0o700 },
    });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(await said(connect(path), 'CLIENT INFO')).toContain(`addr=${path}:0 laddr=${path}:0 `);
    expect(await said(connect(server.port, server.host), 'PING')).toBe('+PONG\r\n+OK\r\n');
  });

  it('that another server has left is taken over', async () => {
    await using first = await createServer({ settings: { unixsocket: path } });
    await using second = await createServer({ settings: { unixsocket: path } });
    expect(first.port).not.toBe(second.port);
    expect(await said(connect(path), 'CONFIG GET port')).toContain(`${second.port}`);
  });
});

describe('a port with TLS', () => {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name)) as [string, string];
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', '/CN=localhost', '-days', '1', '-out', cert, '-keyout', key],
  ]);

  it('is a way in beside the plain one', async () => {
    const port = await freePort();
    const settings = {
      'tls-port': port,
      'tls-cert-file': cert,
      'tls-key-file': key,
      'tls-auth-clients': 'no',
    };
    await using server = await createServer({ settings });
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    expect(await said(socket, 'PING')).toBe('+PONG\r\n+OK\r\n');
    // Who speaks no TLS there is closed, and harms nobody.
    expect(await said(connect(port, '127.0.0.1'), 'PING').catch(() => '')).toBe('');
    expect(await said(connect(server.port, '127.0.0.1'), 'PING')).toBe('+PONG\r\n+OK\r\n');
  });

  it('without a certificate keeps the server from starting, and nothing stays open', async () => {
    const settings = { 'tls-port': 1, 'tls-cert-file': join(folder, 'none.pem') };
    await expect(createServer({ settings })).rejects.toThrow(/ENOENT.*none\.pem/);
  });
});

async function freePort(): Promise<number> {
  await using server = await createServer();
  return server.port;
}
