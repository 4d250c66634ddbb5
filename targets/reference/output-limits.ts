/**
 * Clients that read more slowly than they are written to: how much may wait for them before they
 * are cut off (`client-output-buffer-limit`). Replies wait for their reader, who gets no more of
 * them, but messages come whether they are read or not.
 */
import type { Connection } from './connection.ts';
import { isSubscribed } from './pubsub.ts';

interface Limit {
  /** Bytes at which the connection ends at once; 0 for none. */
  readonly hard: number;
  /** Bytes that may wait no longer than `softMs`; 0 for none. */
  readonly soft: number;
  readonly softMs: number;
}

export interface OutputLimits {
  readonly normal: Limit;
  readonly pubsub: Limit;
  /** Below so many bytes there is nothing to look into. */
  readonly harmlessBytes: number;
}

/** Reads the setting in its normal form: class, hard, soft and seconds, again and again. */
export function outputLimitsOf(setting: string): OutputLimits {
  const words = setting.split(' ');
  const limitOf = (name: string): Limit => {
    const [hard = 0, soft = 0, seconds = 0] = words.slice(words.indexOf(name) + 1).map(Number);
    return { hard, soft, softMs: seconds * 1000 };
  };
  const [normal, pubsub] = [limitOf('normal'), limitOf('pubsub')];
  const bounds = [normal, pubsub].flatMap(({ hard, soft }) => [hard, soft]);
  return { normal, pubsub, harmlessBytes: Math.min(...bounds.filter((bytes) => bytes > 0)) };
}

/** Whether a connection for which so many bytes wait has to go; remembers since when it is slow. */
export function isTooSlow(connection: Connection, unsentBytes: number): boolean {
  const { outputLimits, nowMs } = connection.core;
  const { hard, soft, softMs } = outputLimits[isSubscribed(connection) ? 'pubsub' : 'normal'];
  if (hard > 0 && unsentBytes >= hard) return true;
  if (soft === 0 || unsentBytes < soft) {
    connection.slowSinceMs = undefined;
    return false;
  }
  connection.slowSinceMs ??= nowMs;
  return nowMs - connection.slowSinceMs > softMs;
}
