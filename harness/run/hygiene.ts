/**
 * A clean database before each case, and nothing of ours after it.
 *
 * On a server that the harness started, that is FLUSHDB. On anybody else's nothing is flushed ever:
 * a case runs only where none of the keys that it names exists, and only those are deleted after it.
 * Where that cannot be made sure of, the case does not run.
 */
import type { Address } from '../../targets/target.ts';
import type { Arrival } from '../wire/connection.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { type Answer, ask, question } from './ask.ts';
import type { Limits } from './limits.ts';
import type { PlannedCell } from './plan.ts';
import type { Questions } from './questions.ts';
import { namesIn, namesLater, type Reach, reachOf } from './reach.ts';

export type Readiness =
  | { readonly kind: 'ready' }
  /** The case must not run in this database. */
  | { readonly kind: 'blocked'; readonly why: string }
  /** The server did not answer, so nothing is known of the database. */
  | { readonly kind: 'unanswered'; readonly arrival: Arrival };

export interface Hygiene {
  /** Prepares the database. */
  before(cell: PlannedCell, database: number): Promise<Readiness>;
  after(cell: PlannedCell, database: number): Promise<void>;
}

const READY: Readiness = { kind: 'ready' };

/** For a server of our own; `everything` also empties the other databases. */
export function flushing(questions: Questions, everything: boolean): Hygiene {
  const flush = [everything ? 'FLUSHALL' : 'FLUSHDB'];
  return {
    before: async (_, database) => {
      const answer = await questions.ask(database, [flush]);
      return answer.kind === 'answered' ? READY : unprepared(answer);
    },
    after: async () => undefined,
  };
}

function unprepared({ during, arrival }: Extract<Answer, { kind: 'failed' }>): Readiness {
  if (arrival.kind !== 'reply') return { kind: 'unanswered', arrival };
  return { kind: 'blocked', why: `${during} was refused: ${errorText(arrival.reply)}` };
}

export interface GuestOptions {
  /** The user said that other keys may be in the database. */
  readonly nonEmpty: boolean;
  readonly serverWide: boolean;
}

/** For a server that is not ours. */
export function guest(address: () => Address, limits: Limits, options: GuestOptions): Hygiene {
  /** Keys of ours whose deletion was not confirmed. */
  const left = new Set<ByteString>();
  const clear = async (database: number): Promise<void> => {
    if (left.size === 0) return;
    const [deleted] = await ask(address(), database, limits, [['DEL', ...left]]);
    if (deleted?.type === 'integer') left.clear();
  };
  return {
    before: async (cell, database) => {
      await clear(database);
      const names = namesIn(cell);
      const commands = [
        ['DBSIZE'],
        ['INFO', 'keyspace'],
        ...(names.length > 0 ? [['EXISTS', ...names]] : []),
      ];
      const answer = await question(address(), database, limits, commands);
      if (answer.kind === 'failed') return unprepared(answer);
      const [size, keyspace, existing] = answer.replies;
      const why =
        whyNotIn(database, size, existing, options) ??
        whyTooFar(reachOf(cell), countOf(size), hasKeys(keyspace), options) ??
        whyUnsure(cell, countOf(size));
      return why === undefined ? READY : { kind: 'blocked', why };
    },
    after: async (cell, database) => {
      for (const name of namesIn(cell)) left.add(name);
      await clear(database);
    },
  };
}

function whyNotIn(
  database: number,
  size: Reply | undefined,
  existing: Reply | undefined,
  { nonEmpty }: GuestOptions,
): string | undefined {
  const unknown = [size, existing].find((reply) => reply !== undefined && reply.type !== 'integer');
  if (unknown !== undefined) {
    return `whether keys of others are in the way could not be asked: ${errorText(unknown)}`;
  }
  if (!nonEmpty && countOf(size) !== 0) {
    return `database ${database} holds ${countOf(size)} keys that are not known to be of this run`;
  }
  return existing !== undefined && countOf(existing) !== 0
    ? `database ${database} already holds a key of the same name as one of the case's`
    : undefined;
}

function whyTooFar(
  reach: Reach,
  size: number,
  othersHaveKeys: boolean,
  { serverWide }: GuestOptions,
): string | undefined {
  if (reach === 'keys') return undefined;
  if (reach === 'database') {
    return size === 0 ? undefined : `reads the whole database, which holds ${size} other keys`;
  }
  if (!serverWide) {
    return 'sends a command that reaches beyond its own keys, which an endpoint does not allow';
  }
  if (reach === 'lasting') return 'would change users, functions or files that are not of this run';
  if (reach === 'life') return 'would end or turn over a server that was not started here';
  return reach === 'all-keys' && othersHaveKeys
    ? 'could reach any key of the server, which holds some of others'
    : undefined;
}

function whyUnsure(cell: PlannedCell, size: number): string | undefined {
  return size > 0 && namesLater(cell)
    ? 'may name a key only while it runs, in a database that holds others'
    : undefined;
}

function countOf(reply: Reply | undefined): number {
  return reply?.type === 'integer' ? Number(reply.value) : 0;
}

/** `INFO keyspace` has a line for each database with keys; an answer without it is taken for yes. */
function hasKeys(info: Reply | undefined): boolean {
  return info?.type !== 'bulk' || /^db\d+:/m.test(info.text);
}

function errorText(reply: Reply): string {
  return reply.type === 'error' ? reply.text : `a ${reply.type} reply`;
}
