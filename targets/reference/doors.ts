/** Where a server listens beside its TCP port, as its settings say: a Unix socket, and a port with TLS. */
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server as Listener, type ListenOptions, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Settings } from './config.ts';

export interface Door {
  readonly listener: Listener;
  readonly at: ListenOptions;
  /** To be done once it listens. */
  opened(): void;
}

type Accept = (socket: Socket) => void;

/** Throws when a certificate cannot be read. */
export function doorsOf(settings: Settings, host: string, accept: Accept): Door[] {
  return [...unixDoor(settings, accept), ...tlsDoor(settings, host, accept)];
}

function unixDoor({ unixsocket: path, unixsocketperm }: Settings, accept: Accept): Door[] {
  if (path === '') return [];
  // What a server that was killed has left; a listening one would be lost to new clients, as in 7.2.
  rmSync(path, { force: true });
  const opened = () => {
    if (unixsocketperm !== 0) chmodSync(path, unixsocketperm);
  };
  return [{ listener: createServer(accept), at: { path }, opened }];
}

function tlsDoor(settings: Settings, host: string, accept: Accept): Door[] {
  const port = settings['tls-port'];
  if (port === 0) return [];
  const listener = createTlsServer({ noDelay: true, ...tlsOptions(settings) }, accept);
  // A handshake that fails ends its own connection only.
  listener.on('tlsClientError', (_, socket) => socket.destroy());
  return [{ listener, at: { host, port }, opened: () => undefined }];
}

function tlsOptions(settings: Settings): TlsOptions {
  const certificates = settings['tls-ca-cert-file'];
  const passphrase = settings['tls-key-file-pass'];
  return {
    cert: readFileSync(settings['tls-cert-file']),
    key: readFileSync(settings['tls-key-file']),
    ...(certificates === '' ? {} : { ca: readFileSync(certificates) }),
    ...(passphrase === '' ? {} : { passphrase }),
    requestCert: settings['tls-auth-clients'] !== 'no',
    rejectUnauthorized: settings['tls-auth-clients'] === 'yes',
  };
}
