/**
 * The only file with sockets: listens, makes a `Connection` of each socket, enforces the limits on
 * clients, and ends with `stop`. What one client sends can cost that client its connection, never
 * the server its life: whatever a request throws closes the socket it came from.
 */
import {
  createServer as createListener,
  type Server as Listener,
  type Socket,
  type ListenOptions as SocketOptions,
} from 'node:net';
import { protectedModeRefusal } from './acl/protected-mode.ts';
import { Connection, settle } from './connection.ts';
import type { Core } from './core.ts';
import { dispatch } from './dispatch.ts';
import { doorsOf } from './doors.ts';
import { Outbox } from './outbox.ts';
import { isTooSlow } from './output-limits.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  readonly address: Address;
  /** Closes every connection and the port. */
  stop(): Promise<void>;
}

export interface ListenOptions extends Address {
  /** Told of errors that are bugs of the server, after the connection has been closed. */
  readonly onFault: (error: unknown) => void;
}

const MAX_CLIENTS_REACHED = '-ERR max number of clients reached\r\n';

// Unsent output at which a connection's input waits until the client has read.
const UNSENT_BYTES_MAX = 4 * 1024 * 1024;

/** Starts to listen; port 0 takes a free one. */
export async function listen(core: Core, options: ListenOptions): Promise<Listening> {
  const sockets = new Set<Socket>();
  const outbox = new Outbox();
  const admit = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    accept(core, { socket, outbox }, options);
  };
  const { host, port } = options;
  const listener = createListener({ noDelay: true }, admit);
  const doors = doorsOf(core.settings, host, admit);
  const listeners = [listener, ...doors.map((door) => door.listener)];
  const stopAll = () => stop(listeners, sockets, core);
  try {
    await bind(listener, { host, port });
    for (const door of doors) {
      await bind(door.listener, door.at);
      door.opened();
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  return { address: boundAddress(listener), stop: stopAll };
}

function bind(listener: Listener, at: SocketOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(at, () => {
      listener.off('error', reject);
      resolve();
    });
  });
}

function boundAddress(listener: Listener): Address {
  const bound = listener.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening on a TCP port');
  return { host: bound.address, port: bound.port };
}

async function stop(
  listeners: readonly Listener[],
  sockets: Set<Socket>,
  core: Core,
): Promise<void> {
  for (const connection of [...core.connections.values()]) connection.leave();
  for (const socket of sockets) socket.destroy();
  const open = listeners.filter(({ listening }) => listening);
  await Promise.all(
    open.map((listener) => new Promise<void>((resolve) => listener.close(() => resolve()))),
  );
}

interface Line {
  readonly socket: Socket;
  readonly outbox: Outbox;
}

function accept(core: Core, line: Line, { onFault }: ListenOptions): void {
  const { socket } = line;
  core.connectionsReceived += 1;
  // A reset by the client is followed by 'close'; there is nothing else to do about it.
  socket.on('error', () => socket.destroy());
  const refusal = whyNotAccepted(core, socket);
  if (refusal !== undefined) {
    core.connectionsRejected += 1;
    socket.end(refusal);
    return;
  }
  const connection = connect(core, line);
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      connection.leave();
      socket.destroy();
      onFault(error);
    }
  };
  socket.on('data', (chunk) => guarded(() => connection.receive(chunk)));
  socket.on('drain', () => {
    connection.choked = false;
    guarded(() => {
      connection.resume();
      settle(core);
    });
    socket.resume();
  });
  socket.once('close', () => connection.leave());
}

/** A Unix socket has no address, and whoever comes by it is on this machine. */
function whyNotAccepted(core: Core, { remoteAddress = '127.0.0.1' }: Socket): string | undefined {
  if (core.connections.size >= core.settings.maxclients) return MAX_CLIENTS_REACHED;
  return protectedModeRefusal(core, remoteAddress);
}

/** On a Unix socket both ends are its path, with port 0. */
function addressesOf({ settings }: Core, socket: Socket) {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  const path = `${settings.unixsocket}:0`;
  return remoteAddress === undefined
    ? { address: path, localAddress: path }
    : { address: `${remoteAddress}:${remotePort}`, localAddress: `${localAddress}:${localPort}` };
}

function connect(core: Core, { socket, outbox }: Line): Connection {
  const connection: Connection = new Connection(
    core,
    {
      ...addressesOf(core, socket),
      write: (bytes) => {
        outbox.add(socket, bytes);
        const harmless = Math.min(UNSENT_BYTES_MAX, core.outputLimits.harmlessBytes);
        if (outbox.unsentBytes(socket) <= harmless) return;
        outbox.flush(socket);
        if (isTooSlow(connection, socket.writableLength)) {
          core.slowClientsClosed += 1;
          connection.leave();
          socket.destroy();
          return;
        }
        // The kernel may have taken all of it at once, and then there is no 'drain' to wait for.
        if (!socket.writableNeedDrain) return;
        connection.choked = true;
        socket.pause();
      },
      close: () => {
        outbox.flush(socket);
        socket.end(() => socket.destroy());
      },
    },
    dispatch,
  );
  return connection;
}
