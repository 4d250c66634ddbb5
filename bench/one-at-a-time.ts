/** What one would write without a harness: a client library, and one command awaited after another. */
import { Redis } from 'ioredis';
import type { PlannedCell } from '../harness/run/plan.ts';
import type { Argument } from '../harness/suite/case.ts';
import type { Protocol } from '../harness/wire/reply.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { Way } from './rounds.ts';
import { PROTOCOLS, type Workload } from './workload.ts';

type Command = [name: string, ...args: (string | Buffer)[]];

interface Script {
  readonly client: Redis;
  readonly commands: readonly Command[];
}

// All cells would take this way many turns. Odd, so that each part has cells of both protocols.
const PARTS = 15;

/** One connection for each protocol, used one after the other; a pass takes every 15th cell. */
export async function oneAtATime({ cells }: Workload, target: RunningTarget): Promise<Way> {
  const clients = await Promise.all(PROTOCOLS.map((protocol) => client(target, protocol)));
  const scripts = cells.flatMap((cell): Script[] => {
    const client = clients[PROTOCOLS.indexOf(cell.protocol)];
    return client === undefined ? [] : [{ client, commands: commandsOf(cell) }];
  });
  let part = 0;
  return {
    name: 'ioredis',
    pass: async () => {
      const chosen = scripts.filter((_, i) => i % PARTS === part);
      part = (part + 1) % PARTS;
      for (const script of chosen) await send(script);
      return chosen.length;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.disconnect();
    },
  };
}

async function client(target: RunningTarget, protocol: Protocol): Promise<Redis> {
  const { host, port } = target.address;
  const [db = 0] = target.databases;
  const client = new Redis({ host, port, db, protocol, lazyConnect: true });
  await client.connect();
  return client;
}

async function send({ client, commands }: Script): Promise<void> {
  for (const command of commands) {
    // Many cases ask for an error, and it is as good an answer as any.
    await client.callBuffer(...command).catch(() => undefined);
  }
}

/** FLUSHDB and the steps. No token between cases: whoever awaits each reply needs none. */
function commandsOf({ subject }: PlannedCell): Command[] {
  const sent = subject.steps.flatMap((step) => ('command' in step ? [step.command.argv] : []));
  return [
    ['FLUSHDB'],
    ...sent.map(([name = '', ...args]): Command => [text(name), ...args.map(typed)]),
  ];
}

/** As a person types it; bytes only where it takes bytes. */
function typed(argument: Argument): string | Buffer {
  const bytes = text(argument);
  return /^[\0-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1');
}

function text(argument: Argument): string {
  if (typeof argument !== 'string') throw new Error('a case with holes does not go in one write');
  return argument;
}
