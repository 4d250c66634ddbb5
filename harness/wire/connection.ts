/**
 * One connection to a server: bytes out, arrivals in, nothing interpreted.
 *
 * Arrivals queue up in the order in which they came. Whatever the server does (hang up, go silent,
 * send rubbish, never stop sending) is an arrival; only `open` rejects, because there is no
 * connection to see anything on.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Arrival as Decoded, Decoder, type DecoderLimits } from './decode.ts';
import type { ByteString } from './reply.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly ca?: string; readonly servername?: string };
}

export type Arrival =
  | Decoded
  /** The server hung up: `by` says how (`end`, `ECONNRESET` …); `midReply` when a reply had begun. */
  | { readonly kind: 'closed'; readonly by: string; readonly midReply: boolean }
  /** More came than anyone asked for; the connection was given up. */
  | { readonly kind: 'flood'; readonly problem: string }
  /** Nothing came in time. */
  | { readonly kind: 'silence'; readonly afterMs: number; readonly midReply: boolean };

export interface ConnectionLimits extends Partial<DecoderLimits> {
  /** Arrivals that may wait unread before the connection counts as flooded. */
  readonly unreadMax?: number;
  /** What they may weigh together. */
  readonly unreadBytesMax?: number;
  readonly connectTimeoutMs?: number;
}

// A batch asks for a few hundred replies at most; what is far beyond was not asked for.
const UNREAD_MAX = 100_000;
// A hundred thousand replies of a megabyte each would be the end of us before they are too many.
const UNREAD_BYTES_MAX = 256 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 5_000;
// A server that sends a byte now and then would otherwise be waited for without end.
const DEADLINES_MAX = 3;

interface Waiting {
  readonly count: number;
  readonly resolve: () => void;
  readonly timer: NodeJS.Timeout;
  /** When even a server that keeps sending is waited for no longer. */
  readonly until: number;
}

export class Connection {
  readonly #socket: Socket;
  readonly #decoder: Decoder;
  readonly #unreadMax: number;
  readonly #unreadBytesMax: number;
  #unreadBytes = 0;
  #arrivals: Arrival[] = [];
  #waiting: Waiting | undefined;
  #ended = false;

  private constructor(socket: Socket, limits: ConnectionLimits) {
    this.#socket = socket;
    this.#decoder = new Decoder(limits);
    this.#unreadMax = limits.unreadMax ?? UNREAD_MAX;
    this.#unreadBytesMax = limits.unreadBytesMax ?? UNREAD_BYTES_MAX;
    let how = 'end';
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      how = error.code ?? error.message;
    });
    socket.on('close', () =>
      this.#end({ kind: 'closed', by: how, midReply: this.#decoder.unfinished }),
    );
  }

  /** Connects. Rejects with the system's error, or one that says the deadline passed. */
  static async open(endpoint: Endpoint, limits: ConnectionLimits = {}): Promise<Connection> {
    const socket = await dial(endpoint, limits.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
    socket.setNoDelay(true);
    return new Connection(socket, limits);
  }

  /** True once nothing more can arrive than what is queued. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Sends bytes. After the end of the connection they go nowhere, as on any dead socket. */
  write(bytes: ByteString): void {
    if (this.#socket.writable) this.#socket.write(bytes, 'latin1');
  }

  /** Takes the next arrival; `silence` when none comes in `deadlineMs`. */
  async next(deadlineMs: number): Promise<Arrival> {
    const [arrival] = await this.take(1, deadlineMs);
    return arrival as Arrival;
  }

  /**
   * Takes `count` arrivals in one go. The deadline starts anew with each packet, so it bounds silence
   * and not work; three deadlines bound the work. Fewer come back only when the last one says why
   * (`closed`, `silence`, …).
   */
  async take(count: number, deadlineMs: number): Promise<Arrival[]> {
    if (this.#arrivals.length < count && !this.#ended) await this.#wait(count, deadlineMs);
    if (this.#arrivals.length >= count || this.#ended) return this.#taken(count);
    const silence = {
      kind: 'silence',
      afterMs: deadlineMs,
      midReply: this.#decoder.unfinished,
    } as const;
    return [...this.drain(), silence];
  }

  /** Takes what has already arrived, without waiting. The end of the connection stays to be taken by `next`. */
  drain(): Arrival[] {
    this.#unreadBytes = 0;
    return this.#arrivals.splice(0, this.#arrivals.length - (this.#ended ? 1 : 0));
  }

  /** Drops the connection at once; idempotent. */
  close(): void {
    this.#socket.destroy();
  }

  /** The end of a connection is told as often as it is asked for. */
  #taken(count: number): Arrival[] {
    if (this.#arrivals.length <= count) this.#unreadBytes = 0;
    if (!this.#ended || this.#arrivals.length > count) return this.#arrivals.splice(0, count);
    const last = this.#arrivals.at(-1) as Arrival;
    const taken = this.#arrivals;
    this.#arrivals = [last];
    return taken;
  }

  #wait(count: number, deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const until = performance.now() + DEADLINES_MAX * deadlineMs;
      this.#waiting = { count, resolve, until, timer: setTimeout(() => this.#wake(), deadlineMs) };
    });
  }

  #wake(): void {
    if (this.#waiting === undefined) return;
    clearTimeout(this.#waiting.timer);
    this.#waiting.resolve();
    this.#waiting = undefined;
  }

  #receive(chunk: Buffer): void {
    if (this.#ended) return;
    this.#unreadBytes += chunk.length;
    for (const arrival of this.#decoder.push(chunk)) {
      if (arrival.kind === 'malformed') {
        this.#end(arrival);
        return;
      }
      this.#arrivals.push(arrival);
    }
    const waiting = this.#waiting;
    const problem = this.#flood(waiting?.count ?? 0);
    if (problem !== undefined) this.#end({ kind: 'flood', problem });
    else if (waiting === undefined) return;
    else if (this.#arrivals.length >= waiting.count) this.#wake();
    else if (performance.now() < waiting.until) waiting.timer.refresh();
  }

  #flood(awaited: number): string | undefined {
    const unasked = this.#arrivals.length - awaited;
    if (unasked > this.#unreadMax) {
      return `more than ${this.#unreadMax} replies that nobody asked for`;
    }
    return unasked > 0 && this.#unreadBytes > this.#unreadBytesMax
      ? `more than ${this.#unreadBytesMax} bytes of replies that nobody asked for`
      : undefined;
  }

  #end(arrival: Arrival): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#arrivals.push(arrival);
    this.#socket.destroy();
    this.#wake();
  }
}

function dial(endpoint: Endpoint, timeoutMs: number): Promise<Socket> {
  const { host, port, tls } = endpoint;
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ host, port, ...tls }) : connectTcp({ host, port });
    const timer = setTimeout(
      () => socket.destroy(new Error(`no connection to ${host}:${port} after ${timeoutMs} ms`)),
      timeoutMs,
    );
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
