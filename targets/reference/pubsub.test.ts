import { describe, expect, it } from 'vitest';
import { inProcess, type TestClient } from './testing/in-process.ts';

function speaking3(client: TestClient): TestClient {
  client.send('HELLO 3');
  return client;
}

describe('publish/subscribe', () => {
  it('puts a message to itself behind the reply, also that of EXEC', () => {
    const client = speaking3(inProcess().connect());
    client.send('SUBSCRIBE news');
    const message = '>3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$2\r\nhi\r\n';
    expect(client.send('PUBLISH news hi')).toBe(`:1\r\n${message}`);
    client.send('MULTI');
    client.send('PUBLISH news hi');
    client.send('PUBLISH news hi');
    expect(client.send('EXEC')).toBe(`*2\r\n:1\r\n:1\r\n${message}${message}`);
  });

  it('speaks to each listener in its protocol', () => {
    const server = inProcess();
    const [two, three] = [server.connect(), speaking3(server.connect())];
    two.send('PSUBSCRIBE n*');
    three.send('PSUBSCRIBE n*');
    expect(server.connect().send('PUBLISH n text')).toBe(':2\r\n');
    const items = '\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$1\r\nn\r\n$4\r\ntext\r\n';
    expect(two.received()).toBe(`*4${items}`);
    expect(three.received()).toBe(`>4${items}`);
  });

  it('confirms within EXEC as often as it subscribes, and more than EXEC counted', () => {
    const client = inProcess().connect();
    client.send('MULTI');
    client.send('SUBSCRIBE a b');
    const confirmed = (name: string, count: number) =>
      `*3\r\n$9\r\nsubscribe\r\n$1\r\n${name}\r\n:${count}\r\n`;
    expect(client.send('EXEC')).toBe(`*1\r\n${confirmed('a', 1)}${confirmed('b', 2)}`);
  });

  it('comes through while replies are off', () => {
    const server = inProcess();
    const client = speaking3(server.connect());
    client.send('SUBSCRIBE news');
    client.send('CLIENT REPLY OFF');
    expect(client.send('PING')).toBe('');
    server.connect().send('PUBLISH news hi');
    expect(client.received()).toContain('message');
  });

  it.each([
    ['*', '', false],
    ['', '', true],
    ['', 'x', false],
    ['*', 'x', true],
  ])('pattern %j on channel %j: %j', (pattern, channel, heard) => {
    const { core, connect } = inProcess();
    core.pubsub.subscribe(connect().connection, 'patterns', pattern);
    expect(core.pubsub.publish(channel, 'text')).toBe(heard ? 1 : 0);
  });

  it('keeps nothing of a connection that has gone', () => {
    const { core, connect } = inProcess();
    const client = connect();
    client.send('SUBSCRIBE a b');
    client.send('PSUBSCRIBE *');
    client.send('SSUBSCRIBE a');
    client.send('QUIT');
    const { channels, patterns, shardChannels } = core.pubsub;
    expect([channels.size, patterns.size, shardChannels.size]).toEqual([0, 0, 0]);
  });
});

describe('keyspace notifications', () => {
  it('go to the channel of the key, then to that of the event, for the chosen classes', () => {
    const server = inProcess({ settings: { 'notify-keyspace-events': 'KE$' } });
    const [listener, writer] = [server.connect(), server.connect()];
    listener.send('PSUBSCRIBE __key*');
    writer.send('SELECT 3');
    writer.send('SET key value');
    writer.send('EXPIRE key 10');
    const channels = [...listener.received().matchAll(/__key[^\r]*/g)].map(([channel]) => channel);
    expect(channels).toEqual(['__key*', '__keyspace@3__:key', '__key*', '__keyevent@3__:set']);
  });
});
