/** What a case does to its connections, and what it can tell of those of others. Pure. */
import type { Case, Step } from '../suite/case.ts';
import { commandName } from '../suite/command.ts';
import type { ByteString } from '../wire/reply.ts';

/** Commands that change their connection or end it. */
export const CHANGES_CONNECTION: ReadonlySet<ByteString> = new Set(
  `asking auth client debug failover hello monitor psubscribe psync punsubscribe quit readonly readwrite
  replicaof reset select shutdown slaveof ssubscribe subscribe sunsubscribe swapdb sync
  unsubscribe`.split(/\s+/),
);

/** Whether the step may have to wait for what others do before it is answered. */
export function mayWait(step: Step): boolean {
  if (!('command' in step)) return false;
  const name = commandName(step.command);
  if (name === undefined || WAITS.has(name)) return true;
  // Whether an argument is the word, or may be, for nobody knows it yet.
  return (
    READS_STREAMS.has(name) &&
    step.command.argv.some((argument) => typeof argument !== 'string' || /^block$/i.test(argument))
  );
}

const WAITS: ReadonlySet<ByteString> = new Set(
  `blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin wait waitaof`.split(/\s+/),
);

/** XREAD and XREADGROUP wait only where BLOCK says so. */
const READS_STREAMS: ReadonlySet<ByteString> = new Set(['xread', 'xreadgroup']);

/** Whether the last of the steps leaves no transaction open and no key watched. */
export function leavesNothingOpen(steps: readonly Step[]): boolean {
  let queueing = false;
  let watching = false;
  for (const step of steps) {
    const name = 'command' in step ? commandName(step.command) : undefined;
    if (name === 'multi') queueing = true;
    else if (name === 'watch') watching = true;
    else if (name === 'unwatch') watching &&= queueing;
    // Outside a transaction they are refused, and watched keys stay watched.
    else if (name === 'exec' || name === 'discard') {
      watching &&= !queueing;
      queueing = false;
    }
  }
  return !queueing && !watching;
}

/** The connections of a case that are after it what they were before it, as long as all replies came. */
export function unchangedConnections({ steps }: Case): ReadonlySet<string> {
  const byName = Map.groupBy(steps, ({ on }) => on);
  return new Set(
    [...byName].flatMap(([name, own]) => (own.every(keeps) && leavesNothingOpen(own) ? name : [])),
  );
}

function keeps(step: Step): boolean {
  if (step.kind === 'raw') return false;
  if ('contract' in step && step.contract.closed !== undefined) return false;
  if (!('command' in step)) return true;
  const name = commandName(step.command);
  return name !== undefined && name !== 'script' && !CHANGES_CONNECTION.has(name);
}

/** Whether a case can tell a connection that was used before from a new one, or hears of others. */
export function seesConnections({ steps }: Case): boolean {
  return steps.some((step) => {
    if (step.kind === 'raw') return true;
    if (!('command' in step)) return false;
    const name = commandName(step.command);
    if (name === undefined || SEES.has(name)) return true;
    const words = step.command.argv.map(String);
    if (name === 'script') return words.some((word) => /^debug$/i.test(word));
    return name === 'config' && words.some((word) => OF_CONNECTIONS.test(word));
  });
}

const SEES: ReadonlySet<ByteString> = new Set(
  `acl auth client debug failover hello info memory monitor psync replicaof reset role shutdown slaveof
  sync`.split(/\s+/),
);

/** Parameters that say how many connections there may be, how long, and who may have one. */
const OF_CONNECTIONS = /client|pass|timeout/i;
