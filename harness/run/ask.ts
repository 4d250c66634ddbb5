/** A few commands on the side, for the harness itself: no case sees them. */
import type { Address } from '../../targets/target.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';

/** The replies, on a connection of their own in RESP2; fewer when the server broke off. */
export async function ask(
  address: Address,
  database: number,
  limits: Limits,
  commands: readonly ByteString[][],
): Promise<Reply[]> {
  if (commands.length === 0) return [];
  const dialled = await dial(address, 2, database, limits);
  if (dialled.kind === 'failed') return [];
  dialled.connection.write(commands.map(encodeCommand).join(''));
  const arrivals = await dialled.connection.take(commands.length, limits.replyMs);
  dialled.connection.close();
  return arrivals.flatMap((arrival) => (arrival.kind === 'reply' ? [arrival.reply] : []));
}
