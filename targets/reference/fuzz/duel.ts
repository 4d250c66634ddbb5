/** One sequence, sent to the reference and to another server, from an empty keyspace to what is left. */
import { Connection, type Endpoint } from '../../../harness/wire/connection.ts';
import { encodeCommand } from '../../../harness/wire/encode.ts';
import type { ByteString, Reply } from '../../../harness/wire/reply.ts';
import { compareVersions } from './call.ts';
import { type Sequence, table } from './families.ts';
import { type Difference, Judge, type Judgement } from './judge.ts';
import { KEYS } from './pools.ts';

const DEADLINE_MS = 3_000;

type Argv = readonly ByteString[];

/** A server and the connection to it, opened anew when a sequence ended it. */
export class Side {
  readonly name: string;
  readonly version: string;
  readonly #endpoint: Endpoint;
  #connection: Connection | undefined;

  constructor(name: string, version: string, endpoint: Endpoint) {
    this.name = name;
    this.version = version;
    this.#endpoint = endpoint;
  }

  /** All commands in one write. What is not a reply counts as an error that says so. */
  async ask(commands: readonly Argv[]): Promise<Reply[]> {
    this.#connection ??= await Connection.open(this.#endpoint);
    this.#connection.write(commands.map(encodeCommand).join(''));
    const arrivals = await this.#connection.take(commands.length, DEADLINE_MS);
    return arrivals.map((arrival) => {
      if (arrival.kind === 'reply') return arrival.reply;
      this.close();
      return { type: 'error', text: `(${arrival.kind})`, blob: true };
    });
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }
}

export interface Round extends Judgement {
  readonly sent: readonly Argv[];
}

export interface FoundDifference extends Difference {
  readonly sent: readonly Argv[];
}

const CLEAN: readonly Argv[] = [
  ['RESET'],
  ['FLUSHALL'],
  ['SCRIPT', 'FLUSH'],
  ['FUNCTION', 'FLUSH'],
];

/** What is left, first by type; EXEC ends a transaction that the sequence left open. */
const LOOK: readonly Argv[] = [
  ['EXEC'],
  ['DBSIZE'],
  ...KEYS.flatMap((key) => [
    ['TYPE', key],
    ['OBJECT', 'ENCODING', key],
    ['PEXPIRETIME', key],
  ]),
];

const READ: Readonly<Record<string, (key: string) => Argv>> = {
  string: (key) => ['GET', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  hash: (key) => ['HGETALL', key],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: (key) => ['XINFO', 'STREAM', key, 'FULL'],
};

export async function duel(ours: Side, theirs: Side, sequence: Sequence): Promise<Round> {
  const hello = ['HELLO', String(sequence.protocol)];
  const clean = [...CLEAN, hello];
  const known = sequence.calls.filter(({ since }) => compareVersions(since, theirs.version) <= 0);
  const sent = [...known.map(({ argv }) => argv), ...LOOK];
  const judge = new Judge(table, theirs.name, sequence.protocol);

  const both = async (commands: readonly Argv[], skip: number) => {
    const replies = await Promise.all([ours.ask(commands), theirs.ask(commands)]);
    const [mine, others] = replies.map((all) => all.slice(skip));
    return { mine: mine ?? [], others: others ?? [] };
  };
  const first = await both([...clean, ...sent], clean.length);
  const judged = judge.judge(sent, first.mine, first.others);
  if (judged.difference !== undefined || judged.compared < sent.length) return { ...judged, sent };

  const reads = readsOf(first.mine.slice(-LOOK.length));
  const second = await both(reads, 0);
  const { difference, compared } = judge.judge(reads, second.mine, second.others);
  const all = [...sent, ...reads];
  return difference === undefined
    ? { sent: all, compared: sent.length + compared }
    : {
        sent: all,
        compared: sent.length + compared,
        difference: { ...difference, at: sent.length + difference.at },
      };
}

function readsOf(looked: readonly Reply[]): Argv[] {
  return KEYS.flatMap((key, i) => {
    const type = looked[LOOK.findIndex((argv) => argv[0] === 'TYPE') + 3 * i];
    const read = type?.type === 'status' ? READ[type.text] : undefined;
    return read === undefined ? [] : [read(key)];
  });
}
