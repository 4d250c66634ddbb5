/** The named connections of one case: opened when a step first names them, closed with the case. */
import type { Address } from '../../targets/target.ts';
import type { Arrival, Connection, ConnectionLimits } from '../wire/connection.ts';
import type { Protocol } from '../wire/reply.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';

export interface Surroundings {
  readonly address: Address;
  readonly protocol: Protocol;
  readonly database: number;
  readonly limits: Limits;
  readonly wire?: ConnectionLimits;
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

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The connection of that name, greeted; the same one each time. */
  async named(name: string): Promise<Connection | Refusal> {
    const open = this.#open.get(name);
    if (open !== undefined) return open;
    const { address, protocol, database, limits, wire } = this.#surroundings;
    const dialled = await dial(address, protocol, database, limits, wire);
    if (dialled.kind === 'failed') return dialled;
    this.#open.set(name, dialled.connection);
    return dialled.connection;
  }

  /** Those that are open, by name. */
  entries(): IterableIterator<[string, Connection]> {
    return this.#open.entries();
  }

  closeAll(): void {
    for (const connection of this.#open.values()) connection.close();
    this.#open.clear();
  }
}
