/**
 * Waits until a server has read what other connections have sent it.
 *
 * A server that serves its sockets from one loop has read everything that had arrived before it
 * answers the second of two PINGs sent one after the other: the first may be answered in the turn
 * in which the bytes came, the second only in a later one.
 */

import type { Surroundings } from './connections.ts';
import { dial } from './dial.ts';

const ROUND_TRIPS = 2;
/** For servers that serve sockets from several threads, where turns say less. */
const MARGIN_MS = 5;

export async function settle({ address, limits, wire }: Surroundings): Promise<void> {
  const dialled = await dial(address, 2, 0, limits, wire);
  if (dialled.kind === 'failed') return;
  for (let i = 0; i < ROUND_TRIPS; i++) {
    dialled.connection.write('*1\r\n$4\r\nPING\r\n');
    await dialled.connection.next(limits.replyMs);
  }
  dialled.connection.close();
  await new Promise((resolve) => setTimeout(resolve, MARGIN_MS));
}
