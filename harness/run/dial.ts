/** A greeted connection to a target, or what the target did instead. */
import type { Address } from '../../targets/target.ts';
import { type Arrival, Connection, type ConnectionLimits } from '../wire/connection.ts';
import { greet } from '../wire/handshake.ts';
import { type Protocol, utf8Bytes } from '../wire/reply.ts';
import type { Limits } from './limits.ts';

export type Dialled =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'failed'; readonly during: string; readonly arrival: Arrival };

export async function dial(
  address: Address,
  protocol: Protocol,
  database: number,
  limits: Limits,
  wire: ConnectionLimits = {},
): Promise<Dialled> {
  let connection: Connection;
  try {
    connection = await Connection.open(address, { ...wire, connectTimeoutMs: limits.connectMs });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const arrival = { kind: 'closed', by: code ?? message, midReply: false } as const;
    return { kind: 'failed', during: 'connect', arrival };
  }
  const { username, password } = address;
  const shaken = await greet(
    connection,
    {
      protocol,
      database,
      ...(username === undefined ? {} : { username: utf8Bytes(username) }),
      ...(password === undefined ? {} : { password: utf8Bytes(password) }),
    },
    limits.connectMs,
  );
  if (shaken.kind === 'ready') return { kind: 'connected', connection };
  connection.close();
  return { kind: 'failed', during: shaken.command, arrival: shaken.arrival };
}

/** Whether a server answers PING on a fresh connection in time. */
export async function answers(address: Address, limits: Limits): Promise<boolean> {
  const quick = { ...limits, connectMs: limits.aliveMs };
  const dialled = await dial(address, 2, 0, quick);
  if (dialled.kind === 'failed') return false;
  dialled.connection.write('*1\r\n$4\r\nPING\r\n');
  const arrival = await dialled.connection.next(limits.aliveMs);
  dialled.connection.close();
  return arrival.kind === 'reply';
}
