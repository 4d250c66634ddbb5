/** A few commands on the side, for the harness itself: no case sees them. */
import type { Address } from '../../targets/target.ts';
import type { Arrival } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';

export type Answer =
  | { readonly kind: 'answered'; readonly replies: readonly Reply[] }
  /** The server did `arrival` instead; a reply only where it refused the greeting. */
  | { readonly kind: 'failed'; readonly during: string; readonly arrival: Arrival };

/** One reply to each command, on a connection of their own in RESP2, or what came instead. */
export async function question(
  address: Address,
  database: number,
  limits: Limits,
  commands: readonly ByteString[][],
): Promise<Answer> {
  if (commands.length === 0) return { kind: 'answered', replies: [] };
  const dialled = await dial(address, 2, database, limits);
  if (dialled.kind === 'failed') return dialled;
  dialled.connection.write(commands.map(encodeCommand).join(''));
  const arrivals = await dialled.connection.take(commands.length, limits.replyMs);
  dialled.connection.close();
  const replies = arrivals.flatMap((arrival) => (arrival.kind === 'reply' ? [arrival.reply] : []));
  if (replies.length === commands.length) return { kind: 'answered', replies };
  const during = commands[replies.length]?.[0] ?? '';
  return { kind: 'failed', during, arrival: arrivals.at(-1) as Arrival };
}

/** The replies; none when one of them did not come. */
export async function ask(
  address: Address,
  database: number,
  limits: Limits,
  commands: readonly ByteString[][],
): Promise<readonly Reply[]> {
  const answer = await question(address, database, limits, commands);
  return answer.kind === 'answered' ? answer.replies : [];
}
