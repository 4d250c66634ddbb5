/**
 * The limit: the very bytes that Samewire sends, as fast as a server takes them.
 *
 * Encoded beforehand, written in one go, and of the replies nothing is looked at but whether they
 * end with the answer to the last token. What Node and the server need for that, no harness can do
 * without.
 */
import { connect } from 'node:net';
import { layOut } from '../harness/run/batch.ts';
import { encodeCommand } from '../harness/wire/encode.ts';
import type { ByteString, Protocol } from '../harness/wire/reply.ts';
import type { Address, RunningTarget } from '../targets/target.ts';
import type { Way } from './rounds.ts';
import { PROTOCOLS, type Workload } from './workload.ts';

export async function bareSocket({ cells }: Workload, target: RunningTarget): Promise<Way> {
  const senders = await Promise.all(
    PROTOCOLS.map(async (protocol, i) => {
      const socket = new BareSocket(target.address);
      await socket.exchange(Buffer.from(greeting(protocol, target.databases[i] ?? 0), 'latin1'));
      const { bytes } = layOut(cells.filter((cell) => cell.protocol === protocol));
      return { socket, bytes: Buffer.from(bytes, 'latin1') };
    }),
  );
  return {
    name: 'the same bytes over a bare socket',
    pass: async () => {
      await Promise.all(senders.map(({ socket, bytes }) => socket.exchange(bytes)));
      return cells.length;
    },
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of senders) socket.close();
    },
  };
}

function greeting(protocol: Protocol, database: number): ByteString {
  const commands = [
    ['HELLO', String(protocol)],
    ['SELECT', String(database)],
    ['PING', 'ready'],
  ];
  return commands
    .slice(protocol === 2 ? 1 : 0)
    .map(encodeCommand)
    .join('');
}

const READ_BYTES = 64 * 1024;
const SILENCE_MAX_MS = 10_000;

class BareSocket {
  readonly #socket;
  /** The answer to the PING that ends what was sent, and as many bytes as have come of it last. */
  #wanted: Buffer = Buffer.alloc(0);
  #last: Buffer = Buffer.alloc(0);
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor({ host, port }: Address) {
    // One buffer for all reads: nothing is kept, so nothing need be allocated.
    const onread = {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (count: number, buffer: Uint8Array) => this.#read(buffer.subarray(0, count)),
    };
    this.#socket = connect({ host, port, noDelay: true, onread });
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => this.#reject(new Error('the server closed the connection')));
    this.#socket.setTimeout(SILENCE_MAX_MS, () =>
      this.#socket.destroy(new Error(`no reply within ${SILENCE_MAX_MS} ms`)),
    );
  }

  /** Sends bytes that end with `PING token`; resolves when its answer is the last that came. */
  exchange(bytes: Buffer): Promise<void> {
    this.#wanted = bytes.subarray(bytes.lastIndexOf('$'));
    this.#last = Buffer.alloc(0);
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Uint8Array): boolean {
    const { length } = this.#wanted;
    const seen = chunk.length >= length ? [chunk] : [this.#last, chunk];
    this.#last = Buffer.concat(seen.map((part) => part.subarray(-length))).subarray(-length);
    if (this.#last.equals(this.#wanted)) this.#resolve();
    return true;
  }
}
