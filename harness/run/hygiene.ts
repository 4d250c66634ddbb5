/**
 * A clean database before each case, and nothing of ours after it.
 *
 * On a server that the harness started, that is FLUSHDB. On anybody else's nothing is flushed ever:
 * a case runs only where none of the keys that it names exists, and only those are deleted after it.
 */
import type { Address } from '../../targets/target.ts';
import type { ByteString } from '../wire/reply.ts';
import { ask } from './ask.ts';
import type { Limits } from './limits.ts';
import { commandName, type PlannedCell } from './plan.ts';

export interface Hygiene {
  /** Prepares the database; a string says why the case must not run in it. */
  before(cell: PlannedCell, database: number): Promise<string | undefined>;
  after(cell: PlannedCell, database: number): Promise<void>;
}

/** For a server of our own; `everything` also empties the other databases. */
export function flushing(address: () => Address, limits: Limits, everything: boolean): Hygiene {
  const flush = [everything ? 'FLUSHALL' : 'FLUSHDB'];
  return {
    before: async (_, database) => {
      // A server that does not answer is found, and told, by the case itself.
      await ask(address(), database, limits, [flush]);
      return undefined;
    },
    after: async () => undefined,
  };
}

export interface GuestOptions {
  /** The user said that other keys may be in the database. */
  readonly nonEmpty: boolean;
  readonly serverWide: boolean;
}

/** For a server that is not ours. */
export function guest(address: () => Address, limits: Limits, options: GuestOptions): Hygiene {
  return {
    before: async (cell, database) => {
      if (!options.serverWide && cell.subject.steps.some(isSweeping)) {
        return 'sends a command that reaches beyond its own keys, which an endpoint does not allow';
      }
      const names = namesIn(cell);
      const commands = [['DBSIZE'], ...(names.length > 0 ? [['EXISTS', ...names]] : [])];
      const [size, existing] = await ask(address(), database, limits, commands);
      if (!options.nonEmpty && size?.type === 'integer' && size.value !== 0) {
        return `database ${database} holds ${size.value} keys that this run did not put there`;
      }
      return existing?.type === 'integer' && existing.value !== 0
        ? `database ${database} already holds a key of the same name as one of the case's`
        : undefined;
    },
    after: async (cell, database) => {
      const names = namesIn(cell);
      if (names.length > 0) await ask(address(), database, limits, [['DEL', ...names]]);
    },
  };
}

/** Commands that delete or change what no argument of theirs names. */
const SWEEPING: ReadonlySet<string> = new Set(
  `acl cluster config debug failover flushall flushdb function migrate module move replicaof script select
  shutdown slaveof swapdb`.split(/\s+/),
);

function isSweeping(step: PlannedCell['subject']['steps'][number]): boolean {
  const name = commandName(step);
  return step.kind === 'raw' || ('command' in step && (name === undefined || SWEEPING.has(name)));
}

/** Everything that the case could mean as a key: all its arguments. */
function namesIn({ subject }: PlannedCell): ByteString[] {
  const names = new Set<ByteString>();
  for (const step of subject.steps) {
    if (!('command' in step)) continue;
    const times = step.kind === 'fill' ? step.times : 1;
    for (const argument of step.command.argv.slice(1)) {
      if (typeof argument === 'string') names.add(argument);
      else for (let i = 0; i < times; i++) names.add(withCounter(argument, i));
    }
  }
  return [...names];
}

function withCounter(
  parts: readonly (ByteString | { readonly hole: string })[],
  i: number,
): ByteString {
  return parts.map((part) => (typeof part === 'string' ? part : String(i))).join('');
}
