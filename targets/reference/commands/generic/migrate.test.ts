import { type AddressInfo, createServer as createListener } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../../harness/wire/connection.ts';
import { encode, encodeCommand } from '../../../../harness/wire/encode.ts';
import { createServer, type RunningServer } from '../../create-server.ts';
import { inProcess } from '../../testing/in-process.ts';

const DEADLINE_MS = 5000;

interface Client {
  ask(line: string): Promise<string>;
  close(): void;
}

async function connect(port: number): Promise<Client> {
  const connection = await Connection.open({ host: '127.0.0.1', port });
  return {
    ask: async (line) => {
      connection.write(encodeCommand(line.split(' ')));
      const arrival = await connection.next(DEADLINE_MS);
      if (arrival.kind !== 'reply') throw new Error(`${line}: ${arrival.kind}`);
      return encode(arrival.reply, 2);
    },
    close: () => connection.close(),
  };
}

describe('the keys of MIGRATE', () => {
  // As Redict 7.3 answers COMMAND GETKEYS.
  it.each([
    [['key', '0', '1'], ['key']],
    [['key', '0', '1', 'COPY', 'AUTH', 'secret'], ['key']],
    [
      ['', '0', '1', 'KEYS', 'one', 'two'],
      ['one', 'two'],
    ],
    [['', '0', '1', 'auth', 'KEYS', 'keys', 'one'], ['one']],
    [['', '0', '1', 'AUTH2', 'KEYS', 'KEYS', 'KEYS', 'one'], ['one']],
    [['', '0', '1', 'KEYS'], ['']],
  ])('%j → %j', (argv, keys) => {
    const client = inProcess().connect();
    const sent = ['COMMAND', 'GETKEYS', 'MIGRATE', '127.0.0.1', '1', ...argv];
    const items = keys.map((text) => ({ type: 'bulk', text }) as const);
    expect(client.write(encodeCommand(sent))).toBe(encode({ type: 'array', items }, 2));
  });
});

describe('MIGRATE', () => {
  let [from, to]: [RunningServer | undefined, RunningServer | undefined] = [undefined, undefined];
  let source: Client;
  let target: Client;
  let there: string;
  let nowMs = 1_700_000_000_000;
  const clock = () => nowMs;

  beforeAll(async () => {
    [from, to] = await Promise.all([createServer({ clock }), createServer({ clock })]);
    [source, target] = await Promise.all([connect(from.port), connect(to.port)]);
    there = `127.0.0.1 ${to.port}`;
  });

  beforeEach(async () => {
    await Promise.all([source.ask('FLUSHALL'), target.ask('FLUSHALL')]);
  });

  afterAll(async () => {
    source.close();
    target.close();
    await Promise.all([from?.stop(), to?.stop()]);
  });

  it('moves a key with its expiry', async () => {
    await source.ask('RPUSH list a b');
    await source.ask('PEXPIRE list 100000');
    expect(await source.ask(`MIGRATE ${there} list 0 1000`)).toBe('+OK\r\n');
    expect(await source.ask('EXISTS list')).toBe(':0\r\n');
    expect(await target.ask('LRANGE list 0 -1')).toBe('*2\r\n$1\r\na\r\n$1\r\nb\r\n');
    expect(await target.ask('TTL list')).toBe(':100\r\n');
  });

  it('gives a key in its last moment a millisecond, since 0 would be for ever', async () => {
    await source.ask(`SET key value PXAT ${nowMs + 10}`);
    nowMs += 10;
    expect(await source.ask(`MIGRATE ${there} key 0 1000`)).toBe('+OK\r\n');
    expect(await target.ask('PTTL key')).toBe(':1\r\n');
  });

  it('takes any timeout that is an integer', async () => {
    await source.ask('SET key value');
    expect(await source.ask(`MIGRATE ${there} key 0 9223372036854775807`)).toBe('+OK\r\n');
  });

  it('gives up on itself, since nobody answers while it stands still', async () => {
    await source.ask('SET key value');
    expect(await source.ask(`MIGRATE 127.0.0.1 ${from?.port} key 3 20`)).toBe(
      '-IOERR error or timeout reading to target instance\r\n',
    );
    expect(await source.ask('GET key')).toBe('$5\r\nvalue\r\n');
  });

  it('copies, replaces, and takes several keys to another database', async () => {
    await source.ask('MSET one 1 two 2');
    const send = `MIGRATE ${there} `;
    const keys = ' 3 1000 COPY REPLACE KEYS one gone two';
    for (let times = 0; times < 2; times += 1) {
      expect(await source.ask(send + keys)).toBe('+OK\r\n');
    }
    expect(await source.ask('EXISTS one two')).toBe(':2\r\n');
    expect(await target.ask('EXISTS one two')).toBe(':0\r\n');
    await target.ask('SELECT 3');
    expect(await target.ask('EXISTS one two')).toBe(':2\r\n');
    await target.ask('SELECT 0');
  });

  it('moves what the other server takes, and keeps what it refuses', async () => {
    await source.ask('MSET free 1 busy 2');
    await target.ask('SET busy old');
    expect(await source.ask(`MIGRATE ${there}  0 1000 KEYS free busy`)).toBe(
      '-ERR Target instance replied with error: BUSYKEY Target key name already exists.\r\n',
    );
    expect(await source.ask('EXISTS free')).toBe(':0\r\n');
    expect(await source.ask('EXISTS busy')).toBe(':1\r\n');
  });

  it('moves keys inside of a transaction, before the next command', async () => {
    await source.ask('SET key value');
    await source.ask('MULTI');
    await source.ask(`MIGRATE ${there} key 0 1000`);
    await source.ask('EXISTS key');
    expect(await source.ask('EXEC')).toBe('*2\r\n+OK\r\n:0\r\n');
    expect(await target.ask('EXISTS key')).toBe(':1\r\n');
  });

  it('says that a script cannot wait for it, and moves nothing', async () => {
    await source.ask('SET key value');
    const script = 'return\tredis.call(unpack(ARGV))';
    expect(await source.ask(`EVAL ${script} 0 MIGRATE ${there} key 0 1000`)).toMatch(
      /^-ERR A script cannot wait for another server/,
    );
    expect(await source.ask('EXISTS key')).toBe(':1\r\n');
    expect(await target.ask('EXISTS key')).toBe(':0\r\n');
  });

  it('lets nobody see the key while it is on its way', async () => {
    const answered = Promise.withResolvers<() => void>();
    const slow = createListener((socket) => {
      socket.on('data', () => answered.resolve(() => socket.write('+OK\r\n+OK\r\n')));
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    const other = await connect(from?.port ?? 0);
    await source.ask('SET key value');
    const migrated = source.ask(`MIGRATE 127.0.0.1 ${port} key 0 3000`);
    const answer = await answered.promise;
    const written = other.ask('APPEND key more');
    // By the time of this reply, a server that holds nobody back has appended.
    await target.ask('PING');
    answer();
    expect(await Promise.all([migrated, written])).toEqual(['+OK\r\n', ':4\r\n']);
    other.close();
    await new Promise((resolve) => slow.close(resolve));
  });
});
