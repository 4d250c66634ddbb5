import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../harness/wire/encode.ts';
import { type InProcess, inProcess, type TestClient } from '../testing/in-process.ts';
import { runScript } from '../testing/run-script.ts';

const ENDLESS = 'while true do end';

/** A server where a script counts as slow at once, so that no time has to pass. */
function impatient(): { server: InProcess; busy: TestClient; other: TestClient } {
  const server = inProcess({ settings: { 'busy-reply-threshold': 0 } });
  return { server, busy: server.connect(), other: server.connect() };
}

describe('a script that takes long', () => {
  it('holds up its client, and has others told that the server is busy', () => {
    const { busy, other } = impatient();
    expect(runScript(busy, ENDLESS)).toBe('');
    expect(busy.send('PING')).toBe('');
    expect(other.send('PING')).toMatch(/^-BUSY .* SCRIPT KILL or SHUTDOWN NOSAVE\.\r\n$/);
    expect(other.send('MULTI')).toBe('+OK\r\n');
    expect(other.send('GET key')).toMatch(/^-BUSY/);
    expect(other.send('EXEC')).toMatch(/^-EXECABORT .*BUSY/);
  });

  it('is ended by SCRIPT KILL, after which its client goes on', () => {
    const { server, busy, other } = impatient();
    runScript(busy, ENDLESS);
    busy.send('PING');
    expect(other.send('FUNCTION KILL')).toMatch(/^-BUSY/);
    expect(other.send('SCRIPT KILL')).toBe('+OK\r\n');
    server.advance(0);
    expect(busy.received()).toMatch(
      /^-ERR Script killed by user with SCRIPT KILL.*\r\n\+PONG\r\n$/,
    );
    expect(other.send('SCRIPT KILL')).toMatch(/^-NOTBUSY/);
  });

  it('cannot be killed once it has written', () => {
    const { busy, other } = impatient();
    runScript(busy, `redis.call("SET", "key", "v") ${ENDLESS}`);
    expect(other.send('SCRIPT KILL')).toMatch(/^-UNKILLABLE/);
  });

  it('wakes who waits for its keys when it ends, not before', () => {
    const { server, busy, other } = impatient();
    other.send('BLPOP queue 0');
    runScript(busy, 'redis.call("RPUSH", "queue", "x") for i = 1, 1e6 do end');
    server.connect().send('FUNCTION STATS');
    expect(other.received()).toBe('');
    server.advance(0);
    expect(other.received()).toBe('*2\r\n$5\r\nqueue\r\n$1\r\nx\r\n');
  });

  it('is finished within its transaction before the next command', () => {
    const { server, busy, other } = impatient();
    for (const line of ['MULTI', 'INCR key']) busy.send(line);
    runScript(busy, 'for i = 1, 1e6 do end return redis.call("INCR", "key")');
    busy.send('INCR key');
    expect(busy.send('EXEC')).toBe('*3\r\n:1\r\n');
    expect(other.send('GET key')).toMatch(/^-BUSY/);
    server.advance(0);
    expect(busy.received()).toBe(':2\r\n:3\r\n');
  });
});

describe('errors of scripts', () => {
  it('are counted once, for the command that failed', () => {
    const client = inProcess().connect();
    runScript(client, 'return redis.call("INCR", "key", 1)');
    runScript(client, 'redis.call("SET", "key", "v") return redis.call("INCR", "key")');
    expect(client.send('INFO errorstats')).toContain('errorstat_ERR:count=2\r\n');
    expect(client.send('INFO commandstats')).toMatch(
      /cmdstat_incr:calls=1,.*,rejected_calls=1,failed_calls=1\r\n/,
    );
    runScript(client, 'redis.pcall("INCR", "key") return 1');
    expect(client.send('INFO commandstats')).toMatch(/cmdstat_eval:calls=3,.*,failed_calls=2\r\n/);
  });
});

describe('libraries of functions', () => {
  const library = (name: string, functions: string) => `#!lua name=${name}\n${functions}`;

  it('are replaced whole or not at all', () => {
    const client = inProcess().connect();
    const load = (text: string) =>
      client.write(encodeCommand(['FUNCTION', 'LOAD', 'REPLACE', text]));
    const one = "redis.register_function('one', function() return 1 end)";
    expect(load(library('first', one))).toBe('$5\r\nfirst\r\n');
    expect(load(library('second', one))).toBe('-ERR Function one already exists\r\n');
    expect(load(library('first', 'error()'))).toMatch(/^-ERR Error registering functions/);
    expect(client.send('FCALL one 0')).toBe(':1\r\n');
  });

  it('come back from a dump', () => {
    const server = inProcess();
    const client = server.connect();
    const text = library('first', "redis.register_function('one', function() return 1 end)");
    client.write(encodeCommand(['FUNCTION', 'LOAD', text]));
    const dump = client.send('FUNCTION DUMP').replace(/^\$\d+\r\n|\r\n$/g, '');
    const restore = (...policy: string[]) =>
      client.write(encodeCommand(['FUNCTION', 'RESTORE', dump, ...policy]));
    expect(restore()).toBe('-ERR Library first already exists\r\n');
    expect(restore('REPLACE')).toBe('+OK\r\n');
    client.send('FUNCTION FLUSH');
    expect(restore()).toBe('+OK\r\n');
    expect(client.send('FCALL one 0')).toBe(':1\r\n');
  });
});
