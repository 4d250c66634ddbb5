/** What the harness itself asks a server, beside the cases: no case sees it. */
import type { Address } from '../../targets/target.ts';
import type { Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import type { Answer } from './ask.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';

export interface Questions {
  /** One reply to each command, in RESP2, or what came instead. */
  ask(database: number, commands: readonly ByteString[][]): Promise<Answer>;
  /** The same, in any database and ahead of the next ones, in one write; `take` hears what is answered. */
  later(commands: readonly ByteString[][], take?: (replies: readonly Reply[]) => void): void;
  /** Asks at once what was left for later. */
  sendNow(): Promise<void>;
  /** Leaves no connection open, until the next question. */
  close(): void;
}

/** One connection for all questions about one database, as long as it gives answers. */
export function askingOn(address: () => Address, limits: () => Limits): Questions {
  return new KeptConnection(address, limits);
}

interface Later {
  readonly commands: readonly ByteString[][];
  readonly take: (replies: readonly Reply[]) => void;
}

class KeptConnection implements Questions {
  readonly #address: () => Address;
  readonly #limits: () => Limits;
  #connection: Connection | undefined;
  #database = 0;
  #later: Later[] = [];

  constructor(address: () => Address, limits: () => Limits) {
    this.#address = address;
    this.#limits = limits;
  }

  later(
    commands: readonly ByteString[][],
    take: (replies: readonly Reply[]) => void = () => undefined,
  ): void {
    if (commands.length > 0) this.#later.push({ commands, take });
  }

  async sendNow(): Promise<void> {
    if (this.#later.length > 0) await this.ask(this.#database, []);
  }

  async ask(database: number, commands: readonly ByteString[][]): Promise<Answer> {
    const earlier = this.#later.splice(0);
    const answer = await this.#ask(database, [
      ...earlier.flatMap((one) => one.commands),
      ...commands,
    ]);
    if (answer.kind === 'failed') return answer;
    const replies = [...answer.replies];
    for (const one of earlier) one.take(replies.splice(0, one.commands.length));
    return { kind: 'answered', replies };
  }

  async #ask(database: number, commands: readonly ByteString[][]): Promise<Answer> {
    if (commands.length === 0) return { kind: 'answered', replies: [] };
    if (database !== this.#database) this.close();
    const kept = this.#connection;
    const answer = await this.#askOnce(database, commands);
    // A server that came back since then has forgotten the connection, and nothing is wrong with it.
    const forgotten =
      kept !== undefined && answer.kind === 'failed' && answer.arrival.kind === 'closed';
    return forgotten ? this.#askOnce(database, commands) : answer;
  }

  async #askOnce(database: number, commands: readonly ByteString[][]): Promise<Answer> {
    // An answer too many would be taken for the next one's.
    if (this.#connection !== undefined && this.#connection.drain().length > 0) this.close();
    if (this.#connection === undefined) {
      const dialled = await dial(this.#address(), 2, database, this.#limits());
      if (dialled.kind === 'failed') return dialled;
      this.#connection = dialled.connection;
      this.#database = database;
    }
    const connection = this.#connection;
    connection.write(commands.map(encodeCommand).join(''));
    const arrivals = await connection.take(commands.length, this.#limits().replyMs);
    const replies = arrivals.flatMap((arrival) =>
      arrival.kind === 'reply' ? [arrival.reply] : [],
    );
    const last = arrivals.at(-1);
    if (replies.length === commands.length || last === undefined) {
      return { kind: 'answered', replies };
    }
    this.close();
    return { kind: 'failed', during: commands[replies.length]?.[0] ?? '', arrival: last };
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }
}
