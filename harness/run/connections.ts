/**
 * The named connections of one case: opened when a step first names them, closed with the case. What
 * the case neither changes nor can tell from a new one may be a spare one, and become one again.
 */
import type { Address } from '../../targets/target.ts';
import type { Case } from '../suite/case.ts';
import type { Arrival, Connection, ConnectionLimits } from '../wire/connection.ts';
import type { Protocol } from '../wire/reply.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';
import type { Questions } from './questions.ts';
import type { SpareConnections } from './spare-connections.ts';
import { seesConnections, unchangedConnections } from './traces.ts';

export interface Surroundings {
  readonly address: Address;
  readonly protocol: Protocol;
  readonly database: number;
  readonly limits: Limits;
  readonly wire?: ConnectionLimits;
  /** What is asked beside the case. */
  readonly questions: Questions;
  /** For this database; without them every connection is a new one. */
  readonly spare?: SpareConnections;
}

/** A connection that could not be had, with what the server did instead. */
export interface Refusal {
  readonly kind: 'failed';
  readonly during: string;
  readonly arrival: Arrival;
}

export class Connections {
  readonly #surroundings: Surroundings;
  readonly #open = new Map<string, Connection>();
  /** Names of those that may be spare ones. */
  readonly #unchanged: ReadonlySet<string>;

  constructor(surroundings: Surroundings, subject: Case) {
    this.#surroundings = surroundings;
    const anew = surroundings.spare === undefined || seesConnections(subject);
    this.#unchanged = anew ? new Set() : unchangedConnections(subject);
  }

  /** The connection of that name, greeted; the same one each time. */
  async named(name: string): Promise<Connection | Refusal> {
    const open = this.#open.get(name);
    if (open !== undefined) return open;
    const { address, protocol, database, limits, wire, spare } = this.#surroundings;
    const used = this.#unchanged.has(name) ? spare?.take(protocol) : undefined;
    if (used !== undefined) {
      this.#open.set(name, used);
      return used;
    }
    const dialled = await dial(address, protocol, database, limits, wire);
    if (dialled.kind === 'failed') return dialled;
    this.#open.set(name, dialled.connection);
    return dialled.connection;
  }

  /** Those that are open, by name. */
  entries(): IterableIterator<[string, Connection]> {
    return this.#open.entries();
  }

  /** Says that every reply on the connection has come, and nothing else: it may be used again. */
  spare(name: string): void {
    const connection = this.#open.get(name);
    if (connection === undefined || !this.#unchanged.has(name)) return;
    this.#open.delete(name);
    this.#surroundings.spare?.give(this.#surroundings.protocol, connection);
  }

  closeAll(): void {
    for (const connection of this.#open.values()) connection.close();
    this.#open.clear();
  }
}
