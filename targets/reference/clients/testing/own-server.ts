import { afterEach, beforeEach, expect } from 'vitest';
import { createServer, type RunningServer } from '../../create-server.ts';

/**
 * A reference server of its own for every test of a file.
 * A fault of the server fails the test that met it, even when the client carried on.
 */
export function ownServer(): { readonly port: number; readonly url: string } {
  const faults: unknown[] = [];
  let running: RunningServer | undefined;
  beforeEach(async () => {
    running = await createServer({ onFault: (fault) => faults.push(fault) });
  });
  afterEach(async () => {
    await running?.stop();
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
