import { afterEach, beforeEach, expect } from 'vitest';
import { createServer, type RunningServer } from '../../create-server.ts';

/**
 * A reference server of its own for every test of a file.
 * A fault of the server fails the test that met it, even when the client carried on;
 * so does a connection that the test leaves open, unless `clientsLinger`.
 */
export function ownServer(options: { readonly clientsLinger?: boolean } = {}): {
  readonly port: number;
  readonly url: string;
} {
  const faults: unknown[] = [];
  let running: RunningServer | undefined;
  beforeEach(async () => {
    running = await createServer({ onFault: (fault) => faults.push(fault) });
  });
  afterEach(async () => {
    if (!options.clientsLinger) {
      await expect.poll(() => server().core.connections.size).toBe(0);
    }
    await server().stop();
    expect(faults.splice(0)).toEqual([]);
  });

  function server(): RunningServer {
    if (running === undefined) throw new Error('the server is there when a test runs');
    return running;
  }
  return {
    get port() {
      return server().port;
    },
    get url() {
      return `redis://${server().address}`;
    },
  };
}
