/** A server without sockets for unit tests: the clock stands still until the test moves it. */
import { encodeCommand } from '../../../harness/wire/encode.ts';
import type { ByteString } from '../../../harness/wire/reply.ts';
import { Connection } from '../connection.ts';
import type { Core, Timers } from '../core.ts';
import { createCore, type ServerOptions } from '../create-server.ts';
import { dispatch } from '../dispatch.ts';

export interface TestClient {
  readonly connection: Connection;
  /** Sends one command, its words split at spaces, and gives the bytes that came back. */
  send(line: string): ByteString;
  /** Sends bytes as they are. */
  write(bytes: ByteString): ByteString;
  /** What has come since the last look. */
  received(): ByteString;
  readonly closed: boolean;
}

export interface InProcess {
  readonly core: Core;
  connect(): TestClient;
  /** Moves the clock and fires the timers that are due. */
  advance(ms: number): void;
}

const START_MS = 1_700_000_000_000;

export function inProcess(options: Omit<ServerOptions, 'clock' | 'timers'> = {}): InProcess {
  let nowMs = START_MS;
  let pending: { atMs: number; callback: () => void }[] = [];
  const timers: Timers = {
    set: (callback, delayMs) => {
      const timer = { atMs: nowMs + delayMs, callback };
      pending.push(timer);
      return timer;
    },
    clear: (timer) => {
      pending = pending.filter((other) => other !== timer);
    },
  };
  const core = createCore({ ...options, clock: () => nowMs, timers });
  const advance = (ms: number) => {
    nowMs += ms;
    const due = pending.filter((timer) => timer.atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    pending = pending.filter((timer) => timer.atMs > nowMs);
    for (const timer of due) timer.callback();
  };
  return { core, connect: () => connect(core), advance };
}

function connect(core: Core): TestClient {
  let output = '';
  let closed = false;
  const connection = new Connection(
    core,
    {
      address: '127.0.0.1:50000',
      localAddress: '127.0.0.1:6379',
      write: (bytes) => {
        output += bytes;
      },
      close: () => {
        closed = true;
      },
    },
    dispatch,
  );
  const received = () => {
    const bytes = output;
    output = '';
    return bytes;
  };
  const write = (bytes: ByteString) => {
    connection.receive(Buffer.from(bytes, 'latin1'));
    return received();
  };
  return {
    connection,
    write,
    received,
    send: (line) => write(encodeCommand(line.split(' '))),
    get closed() {
      return closed;
    },
  };
}
