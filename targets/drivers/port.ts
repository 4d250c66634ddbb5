import { connect, createServer } from 'node:net';
import { TargetError } from '../target.ts';

// Servers of a cluster listen 10,000 ports further as well.
const PORT_MAX = 65_535 - 10_000;
const TRIES_MAX = 100;

/**
 * A port of the loopback that was free a moment ago, with room for a cluster bus; another process may
 * still win the race for it.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = await anyPort();
    if (port <= PORT_MAX || tries === TRIES_MAX) return port;
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Whether somebody listens on a port of the loopback. A process that is stopped (SIGSTOP) still does. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    // Loopback refuses at once; what keeps silent is a listener with a full backlog.
    socket.setTimeout(500, () => settle(true));
  });
}

/** The error for a port that the user's configuration fixes and somebody else has. */
export function portInUse(target: string, port: string, cause: unknown): TargetError {
  return new TargetError(target, `port ${port} is in use on 127.0.0.1`, {
    remedy: 'Leave the port out of the configuration to have a free one, or stop what uses it.',
    cause,
  });
}
