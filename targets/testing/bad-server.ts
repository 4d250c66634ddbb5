/**
 * Servers that misbehave in one way each: the reference server behind a proxy that reads one command
 * at a time and does something else with the reply than to pass it on. The harness is tested on them.
 */
import { createServer as createListener, type Server, type Socket } from 'node:net';
import { Connection } from '../../harness/wire/connection.ts';
import { type Arrival, Decoder } from '../../harness/wire/decode.ts';
import { createServer, type RunningServer } from '../reference/create-server.ts';
import {
  type Address,
  type Driver,
  type RunningTarget,
  TargetError,
  type TargetSpec,
} from '../target.ts';

/** One command on its way, and what a bad server can do with it. */
export interface Turn {
  /** In lower case. */
  readonly name: string;
  readonly argv: readonly string[];
  /** What the reference server replied, byte for byte. */
  readonly reply: Buffer;
  readonly client: Socket;
  readonly server: BadServer;
}

export type Conduct = (turn: Turn) => void;

/** Passes the reply on, as a good server does. */
export const honest: Conduct = ({ client, reply }) => client.write(reply);

/** Does `conduct` with these commands, and is honest with all others. */
export function onCommand(names: string, conduct: Conduct): Conduct {
  const wanted = new Set(names.split(' '));
  return (turn) => (wanted.has(turn.name) ? conduct : honest)(turn);
}

export interface BadDriver extends Driver {
  /** All servers that were started, disposed or not. */
  readonly started: readonly BadServer[];
}

export interface BadDriverOptions {
  /** Whether a restart brings it back; it does, unless told otherwise. */
  readonly restarts?: boolean;
}

/** A driver whose servers conduct themselves like this. */
export function badDriver(conduct: Conduct, { restarts = true }: BadDriverOptions = {}): BadDriver {
  const started: BadServer[] = [];
  return {
    name: 'embedded',
    started,
    cannotStart: async () => undefined,
    start: async (spec) => {
      const server = new BadServer(spec, conduct, restarts);
      await server.listen();
      started.push(server);
      return server;
    },
  };
}

export class BadServer implements RunningTarget {
  readonly spec: TargetSpec;
  readonly owned = true;
  readonly serverWide = true;
  readonly databases: readonly number[] = [...Array(16).keys()];
  readonly startedAs = 'bad server';
  /** How often it was brought back. */
  restartCount = 0;
  readonly #conduct: Conduct;
  readonly #restarts: boolean;
  readonly #clients = new Set<Socket>();
  #upstream: RunningServer | undefined;
  #listener: Server | undefined;
  #port = 0;
  #ending: string | undefined;

  constructor(spec: TargetSpec, conduct: Conduct, restarts: boolean) {
    this.spec = spec;
    this.#conduct = conduct;
    this.#restarts = restarts;
  }

  get address(): Address {
    return { host: '127.0.0.1', port: this.#port };
  }

  /** What is still open: nothing once it was disposed of and its clients have gone. */
  get openHandles(): number {
    return this.#clients.size + (this.#listener?.listening ? 1 : 0);
  }

  async listen(): Promise<void> {
    const upstream = await createServer();
    const listener = createListener({ noDelay: true }, (client) => this.#serve(client, upstream));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const bound = listener.address();
    this.#port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    this.#upstream = upstream;
    this.#listener = listener;
    this.#ending = undefined;
  }

  /** Ends as a process does that was killed: every connection and the port are gone at once. */
  die(how: string): void {
    this.#ending = how;
    this.#closeAll();
  }

  async ending(): Promise<string | undefined> {
    return this.#ending;
  }

  async log(): Promise<string> {
    return '';
  }

  async restart(): Promise<void> {
    await this[Symbol.asyncDispose]();
    if (!this.#restarts) throw new TargetError(this.spec.name, 'does not come up again');
    this.restartCount += 1;
    await this.listen();
  }

  async signal(): Promise<void> {
    throw new TargetError(this.spec.name, 'is no process');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closeAll();
    await this.#upstream?.stop();
    this.#upstream = undefined;
  }

  #closeAll(): void {
    this.#listener?.close();
    for (const client of this.#clients) client.destroy();
  }

  #serve(client: Socket, { host, port }: RunningServer): void {
    this.#clients.add(client);
    client.on('error', () => undefined);
    const upstream = Connection.open({ host, port });
    client.on('close', () => {
      this.#clients.delete(client);
      void upstream.then((connection) => connection.close());
    });
    const decoder = new Decoder();
    let turn: Promise<void> = Promise.resolve();
    client.on('data', (chunk) => {
      for (const command of decoder.push(chunk)) {
        turn = turn.then(async () => this.#take(command, client, await upstream));
      }
    });
  }

  async #take(command: Arrival, client: Socket, upstream: Connection): Promise<void> {
    upstream.write(Buffer.from(command.raw).toString('latin1'));
    const arrival = await upstream.next(1_000);
    if (client.destroyed || arrival.kind !== 'reply') return;
    const reply = Buffer.from(arrival.raw);
    const argv = argvOf(command);
    const name = argv[0]?.toLowerCase() ?? '';
    this.#conduct({ name, argv, reply, client, server: this });
  }
}

/** Commands are arrays of bulk strings, which is a reply like any other to a decoder. */
function argvOf(command: Arrival): string[] {
  const items = command.kind === 'reply' && 'items' in command.reply ? command.reply.items : [];
  return items.map((item) => (item.type === 'bulk' ? item.text : ''));
}
