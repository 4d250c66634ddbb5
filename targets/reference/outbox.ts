/**
 * Output of all sockets, written once per turn of the event loop. A server that writes after every
 * read wakes its clients one by one and then competes with them for the processor; writing when all
 * that had arrived is done lets both sides work in batches, as the original does.
 */
import type { Socket } from 'node:net';
import type { ByteString } from '../../harness/wire/reply.ts';

export class Outbox {
  readonly #pending = new Map<Socket, ByteString>();
  readonly #flushAll = () => {
    for (const socket of this.#pending.keys()) this.flush(socket);
  };

  add(socket: Socket, bytes: ByteString): void {
    if (this.#pending.size === 0) setImmediate(this.#flushAll);
    const earlier = this.#pending.get(socket);
    this.#pending.set(socket, earlier === undefined ? bytes : earlier + bytes);
  }

  /** Bytes that the socket has still to send, here and in its own buffer. */
  unsentBytes(socket: Socket): number {
    return socket.writableLength + (this.#pending.get(socket)?.length ?? 0);
  }

  flush(socket: Socket): void {
    const bytes = this.#pending.get(socket);
    if (bytes === undefined) return;
    this.#pending.delete(socket);
    socket.write(bytes, 'latin1');
  }
}
