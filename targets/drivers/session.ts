/**
 * A short talk with a server, for drivers: is it up, who is it, is its database empty.
 *
 * The harness proper records what goes wrong on a connection; a driver turns it into a reason.
 */
import { Connection } from '../../harness/wire/connection.ts';
import { encodeCommand } from '../../harness/wire/encode.ts';
import { greet } from '../../harness/wire/handshake.ts';
import { type Protocol, type Reply, utf8Bytes } from '../../harness/wire/reply.ts';
import type { Address } from '../target.ts';

export interface SessionOptions {
  readonly protocol?: Protocol;
  readonly database?: number;
  readonly timeoutMs: number;
}

/** What failed: the connection, or a command that the server answered with an error. */
export type Stage = 'connection' | 'AUTH' | 'HELLO' | 'SELECT' | 'commands';

/** A talk that failed: `problem` is fit to be shown, without secrets. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly stage: Stage;
  readonly problem: string;

  constructor(stage: Stage, problem: string, options: { cause?: unknown } = {}) {
    super(`${stage}: ${problem}`, options);
    this.stage = stage;
    this.problem = problem;
  }
}

/** Connects, logs in, sends the commands and takes a reply each. Rejects with a `SessionError`. */
export async function talk(
  address: Address,
  commands: readonly (readonly string[])[],
  { protocol = 2, database = 0, timeoutMs }: SessionOptions,
): Promise<Reply[]> {
  const connection = await open(address, timeoutMs);
  try {
    const { username, password } = address;
    const greeting = {
      protocol,
      database,
      ...(username === undefined ? {} : { username: utf8Bytes(username) }),
      ...(password === undefined ? {} : { password: utf8Bytes(password) }),
    };
    const handshake = await greet(connection, greeting, timeoutMs);
    if (handshake.kind === 'refused') {
      const { command, arrival } = handshake;
      const stage = arrival.kind === 'reply' ? (command.split(' ')[0] as Stage) : 'connection';
      throw new SessionError(stage, describe(arrival));
    }
    connection.write(commands.map(encodeCommand).join(''));
    return (await connection.take(commands.length, timeoutMs)).map((arrival) => {
      if (arrival.kind !== 'reply') throw new SessionError('connection', describe(arrival));
      return arrival.reply;
    });
  } finally {
    connection.close();
  }
}

/** Why a server cannot be used yet, in a few words; `undefined` once it answers PING. */
export async function whyNotReady(
  address: Address,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const [reply] = await talk(address, [['PING']], { timeoutMs });
    return reply?.type === 'error' ? reply.text : undefined;
  } catch (error) {
    if (error instanceof SessionError) return error.problem;
    throw error;
  }
}

/** The text of INFO server. */
export async function infoServer(address: Address, timeoutMs: number): Promise<string> {
  const [reply] = await talk(address, [['INFO', 'server']], { timeoutMs });
  return reply?.type === 'bulk' || reply?.type === 'verbatim' ? reply.text : '';
}

async function open(address: Address, timeoutMs: number): Promise<Connection> {
  try {
    return await Connection.open(address, { connectTimeoutMs: timeoutMs });
  } catch (error) {
    throw unreachable(error);
  }
}

function unreachable(error: unknown): SessionError {
  const problem = error instanceof Error ? systemReason(error) : String(error);
  return new SessionError('connection', problem, { cause: error });
}

function systemReason(error: NodeJS.ErrnoException): string {
  return error.code === 'ECONNREFUSED' ? 'connection refused' : error.message;
}

function describe(arrival: Awaited<ReturnType<Connection['next']>>): string {
  switch (arrival.kind) {
    case 'reply':
      return arrival.reply.type === 'error' ? arrival.reply.text : `${arrival.reply.type} reply`;
    case 'closed':
      return `the connection was closed (${arrival.by})`;
    case 'silence':
      return `no answer in ${arrival.afterMs} ms`;
    case 'malformed':
    case 'flood':
      return arrival.problem;
  }
}
