/**
 * What MIGRATE says to the other server and what it makes of the answers. One write holds all
 * requests: credentials, database, and one RESTORE for each key.
 */
import type { Arrival, ConnectionLimits, Endpoint } from '../../../../harness/wire/connection.ts';
import { encodeCommand } from '../../../../harness/wire/encode.ts';
import type { ByteString } from '../../../../harness/wire/reply.ts';

/** A connection to the other server. */
export interface Link {
  write(bytes: ByteString): void;
  /** Fewer arrivals than asked for end with one that says why. */
  take(count: number, deadlineMs: number): Promise<readonly Arrival[]>;
  close(): void;
}

export type Dial = (endpoint: Endpoint, limits: ConnectionLimits) => Promise<Link>;

export interface Transfer {
  readonly host: ByteString;
  readonly port: ByteString;
  readonly timeoutMs: number;
  /** AUTH and SELECT, as far as they are needed. */
  readonly preamble: readonly (readonly ByteString[])[];
  readonly restores: readonly { readonly key: ByteString; readonly argv: readonly ByteString[] }[];
}

export interface TransferOutcome {
  /** The keys that the other server has taken. */
  readonly taken: readonly ByteString[];
  /** What the client is refused with; `undefined` when all went well. */
  readonly refusal: string | undefined;
}

const CONNECTING = 'IOERR error or timeout connecting to the client';
const WRITING = 'IOERR error or timeout writing to target instance';
const READING = 'IOERR error or timeout reading to target instance';

/** Carries the keys over; never rejects. */
export async function carryOver(transfer: Transfer, dial: Dial): Promise<TransferOutcome> {
  const { timeoutMs, preamble, restores } = transfer;
  const port = portOf(transfer.port);
  if (port === undefined) return { taken: [], refusal: CONNECTING };
  let link: Link;
  try {
    link = await dial({ host: transfer.host, port }, { connectTimeoutMs: timeoutMs });
  } catch (error) {
    return { taken: [], refusal: whyNotConnected(error) };
  }
  link.write([...preamble, ...restores.map(({ argv }) => argv)].map(encodeCommand).join(''));
  const arrivals = await link.take(preamble.length + restores.length, timeoutMs);
  link.close();
  return judge(transfer, arrivals);
}

// As C's atoi reads them: digits in front, else 0; 16 bits are kept.
function portOf(text: ByteString): number | undefined {
  const port = Number.parseInt(text, 10) || 0;
  return port < 0 ? undefined : port & 0xffff;
}

/** 7.2 connects in the background: a port that refuses shows at the first write, a bad name at once. */
function whyNotConnected(error: unknown): string {
  const isSystemError = error instanceof Error && 'syscall' in error;
  return isSystemError && error.syscall === 'connect' ? WRITING : CONNECTING;
}

function judge(transfer: Transfer, arrivals: readonly Arrival[]): TransferOutcome {
  const { preamble, restores } = transfer;
  const problems = [...preamble, ...restores].map((_, n) => problemOf(arrivals[n]));
  const first = problems.find((problem) => problem !== undefined);
  const mayTake = problems.slice(0, preamble.length).every((problem) => problem === undefined);
  const taken = restores.filter((_, n) => problems[preamble.length + n] === undefined);
  return { taken: mayTake ? taken.map(({ key }) => key) : [], refusal: first };
}

function problemOf(arrival: Arrival | undefined): string | undefined {
  if (arrival?.kind !== 'reply') return READING;
  const { reply } = arrival;
  if (reply.type !== 'error') return undefined;
  return `ERR Target instance replied with error: ${reply.text}`;
}
