import { describe, expect, it } from 'vitest';
import { inProcess } from './testing/in-process.ts';

describe('a request', () => {
  it.each([
    ['NOSUCH', "-ERR unknown command 'NOSUCH', with args beginning with: \r\n"],
    ['nosuch one two', "-ERR unknown command 'nosuch', with args beginning with: 'one' 'two' \r\n"],
    [
      `x ${'y'.repeat(200)} z`,
      `-ERR unknown command 'x', with args beginning with: '${'y'.repeat(128)}' \r\n`,
    ],
    ['GET', "-ERR wrong number of arguments for 'get' command\r\n"],
    ['get one two', "-ERR wrong number of arguments for 'get' command\r\n"],
    ['CLIENT', "-ERR wrong number of arguments for 'client' command\r\n"],
    ['CLIENT NOSUCH', "-ERR unknown subcommand 'NOSUCH'. Try CLIENT HELP.\r\n"],
    ['CLIENT ID more', "-ERR wrong number of arguments for 'client|id' command\r\n"],
    ['gEt missing', '$-1\r\n'],
  ])('%s', (line, reply) => {
    expect(inProcess().connect().send(line)).toBe(reply);
  });

  it.each([2, 3])('cannot smuggle a line break into an error of RESP%d', (protocol) => {
    const client = inProcess().connect();
    client.send(`HELLO ${protocol}`);
    expect(client.write('*2\r\n$1\r\nx\r\n$9\r\na\r\n+OK\r\nb\r\n')).toBe(
      "-ERR unknown command 'x', with args beginning with: 'a  +OK  b' \r\n",
    );
  });

  it('that cannot be understood ends the connection after its error', () => {
    const client = inProcess().connect();
    expect(client.write('*1\r\n:1\r\nPING\r\n')).toBe(
      "-ERR Protocol error: expected '$', got ':'\r\n",
    );
    expect(client.closed).toBe(true);
  });

  it('of a browser ends the connection without a word', () => {
    const client = inProcess().connect();
    expect(client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
    expect(client.closed).toBe(true);
  });

  it('gets its reply in one write with the others of its batch', () => {
    const client = inProcess().connect();
    let writes = 0;
    const { write } = client.connection.peer;
    Object.assign(client.connection.peer, {
      write: (bytes: string) => {
        writes += 1;
        write(bytes);
      },
    });
    expect(client.write('PING\r\n'.repeat(100))).toBe('+PONG\r\n'.repeat(100));
    expect(writes).toBe(1);
  });

  it('can be silenced', () => {
    const client = inProcess().connect();
    expect(client.write('CLIENT REPLY SKIP\r\nPING\r\nECHO heard\r\n')).toBe('$5\r\nheard\r\n');
    expect(client.write('CLIENT REPLY OFF\r\nPING\r\nNOSUCH\r\n')).toBe('');
    expect(client.send('CLIENT REPLY ON')).toBe('+OK\r\n');
  });
});

describe('a pause', () => {
  it('lets go in the order in which commands came', () => {
    const { connect, advance } = inProcess();
    const [early, late] = [connect(), connect()];
    connect().send('CLIENT PAUSE 100');
    late.send('INCR counter');
    early.send('INCR counter');
    advance(100);
    expect([late.received(), early.received()]).toEqual([':1\r\n', ':2\r\n']);
  });

  it('holds writes up until it is over, in order', () => {
    const server = inProcess();
    const [one, other] = [server.connect(), server.connect()];
    expect(one.send('CLIENT PAUSE 1000 WRITE')).toBe('+OK\r\n');
    expect(other.write('GET key\r\nSET key value\r\nGET key\r\n')).toBe('$-1\r\n');
    server.advance(999);
    expect(other.received()).toBe('');
    server.advance(1);
    expect(other.received()).toBe('+OK\r\n$5\r\nvalue\r\n');
  });

  it('of writes can be ended early', () => {
    const server = inProcess();
    const [one, other] = [server.connect(), server.connect()];
    one.send('CLIENT PAUSE 1000 WRITE');
    expect(other.send('INCR counter')).toBe('');
    expect(one.send('CLIENT UNPAUSE')).toBe('+OK\r\n');
    expect(other.received()).toBe(':1\r\n');
  });
});
