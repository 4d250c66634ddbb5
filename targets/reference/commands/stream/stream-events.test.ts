import { describe, expect, it } from 'vitest';
import { inProcess } from '../../testing/in-process.ts';

/**
 * What each line of one session reports, read from the notifications and the change counter of a
 * live 7.2-level server: events in their order, then the number of changes.
 */
const session: readonly (readonly [line: string, events: string, changes: number])[] = [
  ['XADD x 1-1 f a', 'x new, x xadd', 1],
  ['XADD x MAXLEN 5 1-2 f b', 'x xadd', 1],
  ['XADD x MAXLEN 1 1-3 f c', 'x xadd, x xtrim', 1],
  ['XADD nox NOMKSTREAM 1-1 f a', '', 0],
  ['XGROUP CREATE x g 0', 'x xgroup-create', 1],
  ['XGROUP CREATE x h 0', 'x xgroup-create', 1],
  ['XGROUP CREATE y g $ MKSTREAM', 'y new, y xgroup-create', 1],
  ['XGROUP CREATECONSUMER x g ada', 'x xgroup-createconsumer', 1],
  ['XGROUP CREATECONSUMER x g ada', '', 0],
  ['XREADGROUP GROUP g ada STREAMS x >', '', 1],
  ['XREADGROUP GROUP g bob STREAMS x >', 'x xgroup-createconsumer', 1],
  ['XREADGROUP GROUP g ada STREAMS x 0', '', 1],
  ['XREADGROUP GROUP h ada NOACK STREAMS x >', 'x xgroup-createconsumer', 2],
  ['XCLAIM x g bob 0 1-3', '', 1],
  ['XCLAIM x g eve 1000000 1-3', 'x xgroup-createconsumer', 1],
  ['XCLAIM x g bob 0 1-3 LASTID 9-9', '', 1],
  ['XCLAIM x g bob 1000000 1-3 LASTID 9-10', '', 1],
  ['XAUTOCLAIM x g ada 0 0', '', 1],
  ['XAUTOCLAIM x g ada 1000000 0', '', 0],
  ['XACK x g 1-3', '', 1],
  ['XACK x g 1-3', '', 0],
  ['XADD x 1-4 f d', 'x xadd', 1],
  ['XREADGROUP GROUP h ada STREAMS x >', '', 1],
  ['XDEL x 1-4 9-9', 'x xdel', 1],
  ['XDEL x 9-9', '', 0],
  ['XCLAIM x h ada 0 1-4', '', 1],
  ['XTRIM x MAXLEN 1', '', 0],
  ['XTRIM x MAXLEN 0', 'x xtrim', 1],
  ['XSETID x 20-1', 'x xsetid', 1],
  ['XGROUP SETID x g 0', 'x xgroup-setid', 1],
  ['XGROUP DELCONSUMER x g nobody', '', 0],
  ['XGROUP DELCONSUMER x g ada', 'x xgroup-delconsumer', 1],
  ['XGROUP DESTROY x g', 'x xgroup-destroy', 1],
  ['XGROUP DESTROY x g', '', 0],
  ['XREAD STREAMS nox 0', 'nox keymiss, nox keymiss', 0],
  ['XRANGE nox - +', 'nox keymiss', 0],
  ['XACK nox g 1', 'nox keymiss', 0],
  ['XDEL nox 1', '', 0],
];

describe('the events of streams', () => {
  it('come in the order of 7.2, and changes are counted as there', () => {
    const server = inProcess();
    const client = server.connect();
    const events: string[] = [];
    server.core.onKeyspaceEvent = (_class, event, key) => events.push(`${key} ${event}`);
    for (const [line, expected, changes] of session) {
      const before = server.core.keyspace.dirty;
      client.send(line);
      expect(events.splice(0).join(', '), line).toBe(expected);
      expect(server.core.keyspace.dirty - before, line).toBe(changes);
    }
  });

  it.each([
    ['XADD s 2-1 f v', 'a change'],
    ['XDEL s 1-1', 'a change'],
    ['XTRIM s MAXLEN 0', 'a change'],
    ['XSETID s 9-9', 'none'],
    ['XGROUP CREATE s other 0', 'none'],
    ['XREADGROUP GROUP g ada STREAMS s >', 'none'],
    ['XGROUP DESTROY s g', 'none'],
  ])('%s is %s to who watches the key', (line, what) => {
    const server = inProcess();
    const [client, other] = [server.connect(), server.connect()];
    other.send('XADD s 1-1 f v');
    other.send('XGROUP CREATE s g 0');
    client.send('WATCH s');
    other.send(line);
    client.send('MULTI');
    expect(client.send('EXEC')).toBe(what === 'none' ? '*0\r\n' : '*-1\r\n');
  });
});
