/** WAIT and WAITAOF. Without replicas and without an AOF there is nothing that could be acknowledged. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, integerWithin } from '../../arguments.ts';
import { block } from '../../blocking.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { array, ZERO } from '../../replies.ts';

function timeoutMs(text: ByteString): number {
  const timeout = integerOf(text, 'ERR timeout is not an integer or out of range');
  return timeout < 0 ? refuse('ERR timeout is negative') : timeout;
}

/** The end of a wait is a 64-bit time in milliseconds; one beyond that is refused. */
function endingInTime(timeout: number, nowMs: number): number {
  return timeout + nowMs >= 2 ** 63 ? refuse('ERR timeout is out of range') : timeout;
}

function localOf(text: ByteString): number {
  const local = integerOf(text);
  return local === 0 || local === 1
    ? local
    : refuse('ERR value is out of range, value must between 0 and 1');
}

const LONG_MAX = Number.MAX_SAFE_INTEGER;

export const waitCommands: Family = {
  wait: command({
    arity: 3,
    flags: ['blocking'],
    categories: ['connection'],
    tips: ['request_policy:all_shards', 'response_policy:agg_min'],
    since: '3.0.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'numreplicas:integer timeout:integer',
    summary: 'Waits until replicas have the writes of this connection, and says how many have.',
    parse: (argv) => ({
      replicas: integerOf(at(argv, 1)),
      timeoutMs: timeoutMs(at(argv, 2)),
    }),
    run: ({ core }, options) => {
      const timeoutMs = endingInTime(options.timeoutMs, core.nowMs);
      return options.replicas <= 0 ? ZERO : block({ keys: [], timeoutMs, timeoutReply: ZERO });
    },
  }),

  waitaof: command({
    arity: 4,
    flags: ['blocking'],
    categories: ['connection'],
    tips: ['request_policy:all_shards', 'response_policy:agg_min'],
    since: '7.2.0',
    group: 'generic',
    complexity: 'O(1)',
    usage: 'numlocal:integer numreplicas:integer timeout:integer',
    summary: 'Waits until the writes of this connection are in append-only files.',
    parse: (argv) => ({
      local: localOf(at(argv, 1)),
      replicas: integerWithin(
        at(argv, 2),
        [0, LONG_MAX],
        'ERR value is out of range, must be positive',
      ),
      timeoutMs: timeoutMs(at(argv, 3)),
    }),
    run: ({ core }, options) => {
      const timeoutMs = endingInTime(options.timeoutMs, core.nowMs);
      if (options.local > 0) {
        refuse('ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.');
      }
      const none = array([ZERO, ZERO]);
      return options.replicas === 0 ? none : block({ keys: [], timeoutMs, timeoutReply: none });
    },
  }),
};
