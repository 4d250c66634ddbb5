/**
 * What a connection says before its first step: AUTH, HELLO 3, SELECT.
 *
 * All of it goes out in one write, and each answer is checked, so that a case never runs in the
 * wrong protocol, database or as the wrong user.
 */
import type { Arrival, Connection } from './connection.ts';
import { encodeCommand } from './encode.ts';
import type { ByteString, Protocol } from './reply.ts';

export interface Greeting {
  readonly protocol: Protocol;
  readonly database: number;
  readonly username?: string;
  readonly password?: string;
}

export type Handshake =
  | { readonly kind: 'ready' }
  /** `command` (without secrets) was answered by `arrival`, which is not what it should be. */
  | { readonly kind: 'refused'; readonly command: string; readonly arrival: Arrival };

/** Sends the greeting and waits for its answers; a refusal is a value, for it says something of the server. */
export async function greet(
  connection: Connection,
  greeting: Greeting,
  deadlineMs: number,
): Promise<Handshake> {
  const commands = greetingCommands(greeting);
  if (commands.length === 0) return { kind: 'ready' };
  connection.write(commands.map(encodeCommand).join(''));
  const arrivals = await connection.take(commands.length, deadlineMs);
  for (const [index, argv] of commands.entries()) {
    const arrival = arrivals[index] ?? (arrivals.at(-1) as Arrival);
    if (arrival.kind !== 'reply' || arrival.reply.type === 'error') {
      return { kind: 'refused', command: withoutSecrets(argv), arrival };
    }
  }
  return { kind: 'ready' };
}

function greetingCommands({ protocol, database, username, password }: Greeting): ByteString[][] {
  const commands: ByteString[][] = [];
  if (password !== undefined) {
    commands.push(username === undefined ? ['AUTH', password] : ['AUTH', username, password]);
  }
  if (protocol === 3) commands.push(['HELLO', '3']);
  if (database !== 0) commands.push(['SELECT', String(database)]);
  return commands;
}

function withoutSecrets(argv: readonly ByteString[]): string {
  return argv[0] === 'AUTH' ? 'AUTH (secret)' : argv.join(' ');
}
