import { describe, expect, it } from 'vitest';
import { Housekeeping } from '../../housekeeping.ts';
import { inProcess } from '../../testing/in-process.ts';

const NO_GROUP =
  "-NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option\r\n";

/** The reply with one entry `f v` of the stream `s`. */
function oneEntry(id: string): string {
  return `*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$${id.length}\r\n${id}\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n`;
}

describe('a client that waits for a stream', () => {
  it('waits for what comes after the end as it was when it asked', () => {
    const server = inProcess();
    const [reader, writer] = [server.connect(), server.connect()];
    writer.send('XADD s 5-5 f v');
    expect(reader.send('XREAD BLOCK 0 STREAMS s $')).toBe('');
    writer.send('DEL s');
    writer.send('XADD s 2-2 f v');
    expect(reader.received()).toBe('');
    writer.send('XADD s 6-6 f v');
    expect(reader.received()).toBe(oneEntry('6-6'));
  });

  it('is not woken by an entry that was trimmed at once', () => {
    const server = inProcess();
    const [reader, writer] = [server.connect(), server.connect()];
    reader.send('XREAD BLOCK 0 STREAMS s 0');
    writer.send('XADD s MAXLEN 0 1-1 f v');
    expect(reader.received()).toBe('');
    writer.send('XADD s 1-2 f v');
    expect(reader.received()).toBe(oneEntry('1-2'));
  });

  it('shares new entries with the other readers of its group, first come first served', () => {
    const server = inProcess();
    const [first, second, writer] = [server.connect(), server.connect(), server.connect()];
    writer.send('XGROUP CREATE s g 0 MKSTREAM');
    first.send('XREADGROUP GROUP g ada COUNT 1 BLOCK 0 STREAMS s >');
    second.send('XREADGROUP GROUP g bob BLOCK 0 STREAMS s >');
    for (const line of ['MULTI', 'XADD s 1-1 f v', 'XADD s 1-2 f v', 'EXEC']) writer.send(line);
    expect(first.received()).toBe(oneEntry('1-1'));
    expect(second.received()).toBe(oneEntry('1-2'));
  });

  it.each([
    ['DEL s', NO_GROUP],
    ['XGROUP DESTROY s g', NO_GROUP],
    ['RENAME s t', NO_GROUP],
    ['FLUSHALL', NO_GROUP],
    ['SWAPDB 0 1', NO_GROUP],
    ['SET s text', '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'],
    ['XGROUP CREATE s other 0', ''],
  ])('in a group hears of %s', (line, heard) => {
    const server = inProcess();
    const [reader, other] = [server.connect(), server.connect()];
    other.send('XGROUP CREATE s g 0 MKSTREAM');
    reader.send('XREADGROUP GROUP g ada BLOCK 0 STREAMS s >');
    other.send(line);
    expect(reader.received()).toBe(heard);
  });

  it('in a group hears that its stream expired, though nobody asks for it', () => {
    const server = inProcess();
    const [reader, other] = [server.connect(), server.connect()];
    const housekeeping = new Housekeeping(server.core);
    housekeeping.start();
    other.send('XGROUP CREATE s g 0 MKSTREAM');
    other.send('PEXPIRE s 150');
    reader.send('XREADGROUP GROUP g ada BLOCK 0 STREAMS s >');
    expect(other.send('INFO clients')).toContain('total_blocking_keys_on_nokey:1\r\n');
    server.advance(100);
    expect(reader.received()).toBe('');
    server.advance(100);
    expect(reader.received()).toBe(NO_GROUP);
    housekeeping.stop();
  });

  it('in a group does not notice that its stream went and came back within a transaction', () => {
    const server = inProcess();
    const [reader, other] = [server.connect(), server.connect()];
    other.send('XGROUP CREATE s g 0 MKSTREAM');
    reader.send('XREADGROUP GROUP g ada BLOCK 0 STREAMS s >');
    const lines = ['MULTI', 'DEL s', 'XGROUP CREATE s g 0 MKSTREAM', 'EXEC', 'XADD s 1-1 f v'];
    for (const line of lines) other.send(line);
    expect(reader.received()).toBe(oneEntry('1-1'));
  });
});
