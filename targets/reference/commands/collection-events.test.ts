import { describe, expect, it } from 'vitest';
import { inProcess } from '../testing/in-process.ts';

/**
 * What each line of one session reports, read from the notifications and the change counter of a
 * live 7.2-level server: events in their order, then the number of changes.
 */
const session: readonly (readonly [line: string, events: string, changes: number])[] = [
  ['RPUSH l a b c d', 'l new, l rpush', 4],
  ['LPUSH l x', 'l lpush', 1],
  ['LPUSHX l y', 'l lpush', 1],
  ['RPUSHX nol y', '', 0],
  ['LINSERT l BEFORE a q', 'l linsert', 1],
  ['LSET l 0 z', 'l lset', 1],
  ['LREM l 1 a', 'l lrem', 1],
  ['LREM l 1 nope', '', 0],
  ['LPOP l', 'l lpop', 1],
  ['RPOP l 2', 'l rpop', 2],
  ['LTRIM l 0 100', 'l ltrim', 0],
  ['LTRIM l 1 0', 'l ltrim, l del', 3],
  ['RPUSH l a', 'l new, l rpush', 1],
  ['LMOVE l l LEFT RIGHT', 'l rpush, l lpop', 1],
  ['LMOVE l m LEFT RIGHT', 'm new, m rpush, l lpop, l del', 1],
  ['RPOPLPUSH m l', 'l new, l lpush, m rpop, m del', 1],
  ['LPOP l 0', '', 0],
  ['LMPOP 1 l LEFT COUNT 5', 'l lpop, l del', 1],
  ['HSET h a 1 b 2', 'h new, h hset', 2],
  ['HMSET h c 1', 'h hset', 1],
  ['HSETNX h d 1', 'h hset', 1],
  ['HSETNX h d 1', '', 0],
  ['HINCRBY h a 1', 'h hincrby', 1],
  ['HINCRBYFLOAT h a 1', 'h hincrbyfloat', 1],
  ['HDEL h a nope', 'h hdel', 1],
  ['HDEL h b c d', 'h hdel, h del', 3],
  ['SADD s 1 2 3', 's new, s sadd', 3],
  ['SADD s 1', '', 0],
  ['SREM s 1', 's srem', 1],
  ['SREM s 99', '', 0],
  ['SMOVE s t 2', 's srem, t new, t sadd', 2],
  ['SMOVE s t 3', 's srem, s del, t sadd', 2],
  ['SPOP t', 't spop', 1],
  ['SPOP t 5', 't spop, t del', 1],
  ['SADD s a b', 's new, s sadd', 2],
  ['SADD t b c', 't new, t sadd', 2],
  ['SUNIONSTORE d s t', 'd new, d sunionstore', 1],
  ['SINTERSTORE d s t', 'd sinterstore', 1],
  ['SDIFFSTORE d s t', 'd sdiffstore', 1],
  ['SINTERSTORE d s nope', 'nope keymiss, d del', 1],
  ['SINTERSTORE d s nope', 'nope keymiss', 0],
  ['ZADD z 1 a 2 b 3 c', 'z new, z zadd', 3],
  ['ZADD z 1 a', '', 0],
  ['ZADD z INCR 1 a', 'z zincr', 1],
  ['ZADD z XX INCR 1 nope', '', 0],
  ['ZINCRBY z 0 a', '', 0],
  ['ZREM z nope', '', 0],
  ['ZREM z a', 'z zrem', 1],
  ['ZPOPMIN z', 'z zpopmin', 1],
  ['ZPOPMAX z 5', 'z zpopmax, z del', 1],
  ['ZADD z 1 a 2 b 3 c', 'z new, z zadd', 3],
  ['ZREMRANGEBYRANK z 0 0', 'z zremrangebyrank', 1],
  ['ZREMRANGEBYSCORE z 2 2', 'z zremrangebyscore', 1],
  ['ZREMRANGEBYLEX z - +', 'z zremrangebylex, z del', 1],
  ['ZADD z 1 a 2 b', 'z new, z zadd', 2],
  ['ZRANGESTORE d z 0 -1', 'd new, d zrangestore', 1],
  ['ZRANGESTORE d z 5 9', 'd del', 1],
  ['ZUNIONSTORE d 1 z', 'd new, d zunionstore', 1],
  ['ZINTERSTORE d 2 z nope', 'nope keymiss, d del', 1],
  ['ZDIFFSTORE d 1 z', 'd new, d zdiffstore', 1],
  ['ZMPOP 1 z MIN', 'z zpopmin', 1],
  ['BZPOPMIN z 0', 'z zpopmin, z del', 1],
  ['RPUSH nol a', 'nol new, nol rpush', 1],
  ['BLPOP nol 0', 'nol lpop, nol del', 1],
  ['RPUSH nol a', 'nol new, nol rpush', 1],
  ['BRPOPLPUSH nol nol 0', 'nol lpush, nol rpop', 1],
  ['BLMPOP 0 1 nol LEFT', 'nol lpop, nol del', 1],
  ['SET str 1', 'str new, str set', 1],
  ['SADD s a', '', 0],
  ['SINTERSTORE str s s', 'str sinterstore', 1],
  ['HGET nope f', 'nope keymiss', 0],
  ['LINDEX nope 1', 'nope keymiss', 0],
  ['ZSCORE nope a', 'nope keymiss', 0],
  ['SMEMBERS nope', 'nope keymiss', 0],
  ['ZUNION 1 nope', 'nope keymiss', 0],
  ['SINTERSTORE x nope s', 'nope keymiss', 0],
];

describe('the events of collections', () => {
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
});
