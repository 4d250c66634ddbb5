/** A server without sockets for unit tests: the clock stands still until the test moves it. */
import { encodeCommand } from '../../../harness/wire/encode.ts';
import type { ByteString } from '../../../harness/wire/reply.ts';
import { Connection } from '../connection.ts';
import type { Core } from '../core.ts';
import { createCore, ManualClock, type ServerOptions } from '../create-server.ts';
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

export function inProcess(options: Omit<ServerOptions, 'clock'> = {}): InProcess {
  const clock = new ManualClock();
  const core = createCore({ ...options, clock });
  return { core, connect: () => connect(core), advance: (ms) => clock.advance(ms) };
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
