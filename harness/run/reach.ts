/** How far beyond its own keys a case reaches. Pure; what guests on somebody's server go by. */
import type { Step } from '../suite/case.ts';
import type { ByteString } from '../wire/reply.ts';
import { commandName, type PlannedCell } from './plan.ts';

/**
 * `keys`: no further than the keys that it names. `database`: it also reads what else is there.
 * `server`: it changes or overhears what others have on the server. `all-keys`: it can delete or
 * overwrite any key of any database. `lasting`: it changes who may log in, functions or files, and
 * what was there before cannot be put back. `life`: it ends the server or changes whom it follows.
 */
export type Reach = 'keys' | 'database' | 'server' | 'all-keys' | 'lasting' | 'life';

const ORDER: readonly Reach[] = ['keys', 'database', 'server', 'all-keys', 'lasting', 'life'];

/** Commands, and subcommands as `client|kill`, by how far they reach; all others reach keys. */
const REACH: ReadonlyMap<string, Reach> = new Map(
  Object.entries({
    database: 'dbsize keys randomkey scan',
    server: `acl client|kill client|list client|pause client|unpause config function latency|reset
      memory|purge monitor psync publish replconf slowlog|reset spublish sync`,
    // A new limit of memory evicts.
    'all-keys': `cluster config|set debug eval eval_ro evalsha evalsha_ro fcall fcall_ro flushall
      flushdb migrate module move reset script select swapdb`,
    lasting: `acl|deluser acl|load acl|save acl|setuser bgrewriteaof bgsave config|rewrite
      function|delete function|flush function|load function|restore save`,
    life: 'failover replicaof shutdown slaveof',
  }).flatMap(([reach, names]) => names.split(/\s+/).map((name) => [name, reach as Reach])),
);

export function reachOf({ subject }: PlannedCell): Reach {
  return subject.steps
    .map(stepReach)
    .reduce((a, b) => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b), 'keys');
}

function stepReach(step: Step): Reach {
  if (step.kind === 'raw') return 'all-keys';
  if (!('command' in step)) return 'keys';
  const name = commandName(step);
  if (name === undefined) return 'all-keys';
  const words = step.command.argv.map((word) => (typeof word === 'string' ? word : ''));
  // COPY … DB writes into another database.
  if (name === 'copy' && words.slice(3).some((word) => /^db$/i.test(word))) return 'all-keys';
  if (locksOut(step)) return 'lasting';
  return REACH.get(`${name}|${words[1]?.toLowerCase()}`) ?? REACH.get(name) ?? 'keys';
}

/** Whether the step can change what a new connection has to say first. */
export function locksOut(step: Step): boolean {
  return 'command' in step && step.command.argv.some((word) => LOCKS.has(word));
}

const LOCKS: ReadonlySet<unknown> = new Set(['default', 'requirepass']);

/** Everything that the case could mean as a key: all its arguments. */
export function namesIn({ subject }: PlannedCell): ByteString[] {
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

/** Whether an argument is known only when the case runs: a saved reply, which may name any key. */
export function namesLater({ subject }: PlannedCell): boolean {
  return subject.steps.some(
    (step) =>
      'command' in step &&
      step.command.argv.some((argument) =>
        typeof argument === 'string'
          ? false
          : argument.some(
              (part) => typeof part !== 'string' && (step.kind !== 'fill' || part.hole !== 'i'),
            ),
      ),
  );
}
