/** Questions on the side, to servers that come and go between them. */
import { createServer as createListener, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Decoder } from '../wire/decode.ts';
import type { Limits } from './limits.ts';
import { askingOn, type Questions } from './questions.ts';

const PATIENT: Limits = {
  replyMs: 10_000,
  connectMs: 1_000,
  aliveMs: 1_000,
  closeMs: 50,
  incidentsMax: 1,
  hangsInARowMax: 1,
  silentInARowMax: 1,
  silentMax: 1,
};

/** What the server does with a command on its nth connection, counted from 1. */
type Conduct = (argv: readonly string[], client: Socket, nth: number) => void;

class FakeServer {
  readonly #conduct: Conduct;
  readonly #clients = new Set<Socket>();
  #listener: Server | undefined;
  connectionCount = 0;
  port = 0;

  constructor(conduct: Conduct) {
    this.#conduct = conduct;
  }

  async listen(): Promise<void> {
    const listener = createListener((client) => this.#serve(client));
    await new Promise<void>((resolve) => listener.listen(this.port, '127.0.0.1', resolve));
    const bound = listener.address();
    this.port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    this.#listener = listener;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await new Promise<void>((resolve) => {
      if (this.#listener === undefined) resolve();
      else this.#listener.close(() => resolve());
    });
    this.#listener = undefined;
  }

  #serve(client: Socket): void {
    this.connectionCount += 1;
    const nth = this.connectionCount;
    this.#clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => this.#clients.delete(client));
    const decoder = new Decoder();
    client.on('data', (chunk) => {
      for (const arrival of decoder.push(chunk)) {
        const items =
          arrival.kind === 'reply' && 'items' in arrival.reply ? arrival.reply.items : [];
        const argv = items.map((item) => ('text' in item ? item.text : ''));
        if (!client.destroyed) this.#conduct(argv, client, nth);
      }
    });
  }
}

const open: (FakeServer | Questions)[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) {
    if (one instanceof FakeServer) await one.stop();
    else one.close();
  }
});

/** Answers each command with its own words, after `+`. */
const echo: Conduct = (argv, client) => client.write(`+${argv.join(' ')}\r\n`);

async function asking(conduct: Conduct = echo, limits = PATIENT): Promise<[FakeServer, Questions]> {
  const server = new FakeServer(conduct);
  await server.listen();
  const questions = askingOn(
    () => ({ host: '127.0.0.1', port: server.port }),
    () => limits,
  );
  open.push(server, questions);
  return [server, questions];
}

async function answered(questions: Questions, database: number, ...commands: string[][]) {
  const answer = await questions.ask(database, commands);
  return answer.kind === 'failed'
    ? `${answer.during}: ${answer.arrival.kind}`
    : answer.replies.map((reply) => ('text' in reply ? reply.text : reply.type));
}

describe('one connection for all questions', () => {
  it('is kept as long as they are about one database', async () => {
    const [server, questions] = await asking();
    expect(await answered(questions, 0, ['TYPE', 'a'], ['PTTL', 'a'])).toEqual([
      'TYPE a',
      'PTTL a',
    ]);
    expect(await answered(questions, 0, ['GET', 'a'])).toEqual(['GET a']);
    expect(server.connectionCount).toBe(1);
    expect(await answered(questions, 3, ['GET', 'b'])).toEqual(['GET b']);
    expect(await answered(questions, 3, ['GET', 'c'])).toEqual(['GET c']);
    expect(server.connectionCount).toBe(2);
  });

  it('is not opened for nothing', async () => {
    const [server, questions] = await asking();
    expect(await questions.ask(0, [])).toEqual({ kind: 'answered', replies: [] });
    expect(server.connectionCount).toBe(0);
  });

  it('is opened anew after a restart, which is nothing that it tells', async () => {
    const [server, questions] = await asking();
    expect(await answered(questions, 0, ['GET', 'a'])).toEqual(['GET a']);
    await server.stop();
    await server.listen();
    expect(await answered(questions, 0, ['GET', 'b'])).toEqual(['GET b']);
  });

  it('is opened anew after it was closed', async () => {
    const [server, questions] = await asking();
    await answered(questions, 0, ['GET', 'a']);
    questions.close();
    expect(await answered(questions, 0, ['GET', 'b'])).toEqual(['GET b']);
    expect(server.connectionCount).toBe(2);
  });

  it('fails where nobody listens any more', async () => {
    const [server, questions] = await asking();
    await answered(questions, 0, ['GET', 'a']);
    await server.stop();
    expect(await answered(questions, 0, ['GET', 'b'])).toBe('connect: closed');
  });

  it('fails when it is refused, with the refusal', async () => {
    const [, questions] = await asking((argv, client) =>
      argv[0] === 'SELECT' ? client.write('-NOAUTH no\r\n') : client.write('+OK\r\n'),
    );
    const answer = await questions.ask(3, [['GET', 'a']]);
    expect(answer).toMatchObject({
      kind: 'failed',
      during: 'SELECT 3',
      arrival: { kind: 'reply' },
    });
  });

  it('fails when a new one is closed, too, and asks no third time', async () => {
    const [server, questions] = await asking((argv, client) =>
      argv[0] === 'DIE' ? client.end() : echo(argv, client, 0),
    );
    await answered(questions, 0, ['GET', 'a']);
    expect(await answered(questions, 0, ['GET', 'a'], ['DIE'])).toBe('DIE: closed');
    expect(server.connectionCount).toBe(2);
  });

  it('fails at once when it is closed at once, for no restart lies before that', async () => {
    const [server, questions] = await asking((_, client) => client.end());
    expect(await answered(questions, 0, ['GET', 'a'])).toBe('GET: closed');
    expect(server.connectionCount).toBe(1);
  });

  it('is given up when an answer does not come, so that a late one is nobody’s', async () => {
    const conduct: Conduct = (argv, client, nth) => {
      if (argv[0] !== 'SLOW') client.write(`+${nth}\r\n`);
    };
    const [server, questions] = await asking(conduct, { ...PATIENT, replyMs: 300 });
    expect(await answered(questions, 0, ['GET', 'a'])).toEqual(['1']);
    expect(await answered(questions, 0, ['GET', 'a'], ['SLOW'])).toBe('SLOW: silence');
    expect(await answered(questions, 0, ['GET', 'b'])).toEqual(['2']);
    expect(server.connectionCount).toBe(2);
  });

  it('is given up when there was an answer too many, so that the next has its own', async () => {
    const [, questions] = await asking((argv, client) => {
      const line = `+${argv.join(' ')}\r\n`;
      client.write(argv[0] === 'TYPE' ? line + line : line);
    });
    expect(await answered(questions, 0, ['TYPE', 'a'])).toEqual(['TYPE a']);
    expect(await answered(questions, 0, ['GET', 'b'])).toEqual(['GET b']);
  });
});

describe('what is left for later', () => {
  it('goes out ahead of the next question, in one write, and is told apart from it', async () => {
    const heard: string[] = [];
    const [, questions] = await asking((argv, client) => {
      heard.push(argv.join(' '));
      client.write(`+${argv.join(' ')}\r\n`);
    });
    const told: unknown[] = [];
    questions.later(
      [
        ['UNDO', 'a'],
        ['UNDO', 'b'],
      ],
      (replies) => told.push(...replies),
    );
    questions.later([['READ', 'c']], (replies) => told.push(...replies));
    expect(heard).toEqual([]);
    expect(await answered(questions, 0, ['GET', 'd'])).toEqual(['GET d']);
    expect(heard).toEqual(['UNDO a', 'UNDO b', 'READ c', 'GET d']);
    const texts = ['UNDO a', 'UNDO b', 'READ c'];
    expect(told).toEqual(texts.map((text) => ({ type: 'status', text })));
    expect(await answered(questions, 0, ['GET', 'e'])).toEqual(['GET e']);
  });

  it('goes out by itself when it is asked for, once', async () => {
    const heard: string[] = [];
    const [, questions] = await asking((argv, client) => {
      heard.push(argv.join(' '));
      client.write('+OK\r\n');
    });
    questions.later([['UNDO', 'a']]);
    await questions.sendNow();
    await questions.sendNow();
    expect(heard).toEqual(['UNDO a']);
  });
});
