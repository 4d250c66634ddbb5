import { describe, expect, it } from 'vitest';
import { quoted } from './monitor.ts';
import { inProcess } from './testing/in-process.ts';

describe('MONITOR', () => {
  it.each([
    ['key', '"key"'],
    ['two words', '"two words"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\r\t\x07\b', '"\\n\\r\\t\\a\\b"'],
    ['\0\x7f\xff', '"\\x00\\x7f\\xff"'],
  ])('writes %j as %s', (text, written) => {
    expect(quoted(text)).toBe(written);
  });

  it('shows what runs with its time, database and address, and no administration', () => {
    const server = inProcess();
    const [monitor, client] = [server.connect(), server.connect()];
    monitor.send('MONITOR');
    client.send('SELECT 3');
    client.send('CONFIG GET hz');
    client.send('NOSUCH');
    client.send('INCR key');
    expect(monitor.received()).toBe(
      '+1700000000.000000 [3 127.0.0.1:50000] "SELECT" "3"\r\n' +
        '+1700000000.000000 [3 127.0.0.1:50000] "INCR" "key"\r\n',
    );
  });

  it('shows a connection its own commands behind their replies, and refuses those on keys', () => {
    const monitor = inProcess().connect();
    monitor.send('MONITOR');
    expect(monitor.send('PING')).toMatch(/^\+PONG\r\n\+[^\r]* "PING"\r\n$/);
    expect(monitor.send('GET key')).toBe("-ERR Replica can't interact with the keyspace\r\n");
  });
});
