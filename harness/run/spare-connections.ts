/** Greeted connections that a case has left as they were, for the next one: to connect takes longest. */
import type { Connection } from '../wire/connection.ts';
import type { Protocol } from '../wire/reply.ts';

export class SpareConnections {
  readonly #idle = new Map<Protocol, Connection[]>();

  /** One on which nothing has come since; `undefined` when there is none. */
  take(protocol: Protocol): Connection | undefined {
    const idle = this.#idle.get(protocol) ?? [];
    for (let spare = idle.pop(); spare !== undefined; spare = idle.pop()) {
      if (!spare.ended && spare.drain().length === 0) return spare;
      spare.close();
    }
    return undefined;
  }

  give(protocol: Protocol, connection: Connection): void {
    const idle = this.#idle.get(protocol);
    if (idle === undefined) this.#idle.set(protocol, [connection]);
    else idle.push(connection);
  }

  close(): void {
    for (const connection of [...this.#idle.values()].flat()) connection.close();
    this.#idle.clear();
  }
}
