/** Which commands a case can send, and which of them need the server for the case alone. */
import { isCommand } from '../suite/known-commands.ts';
import type { ByteString } from '../wire/reply.ts';

const REACHES_BEYOND = new Set(
  `acl auth bgrewriteaof bgsave client cluster config debug fcall fcall_ro flushall function hello
  info lastsave latency memory migrate module move pubsub publish reset save script select slowlog
  psubscribe spublish ssubscribe subscribe swapdb`.split(/\s+/),
);

/** Whether the command looks or acts beyond the database of its case. */
export function reachesBeyond(argv: readonly ByteString[]): boolean {
  const [name = ''] = argv;
  const copies = /^copy$/i.test(name) && argv.slice(3).some((word) => /^db$/i.test(word));
  return copies || REACHES_BEYOND.has(name.toLowerCase());
}

const OUT_OF_A_CASE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'more comes after its reply, which the source does not assign':
      'subscribe psubscribe ssubscribe monitor sync psync',
    'it ends the connection or the server': 'quit shutdown failover debug|segfault debug|restart',
    'it makes the server follow another one': 'replicaof slaveof',
    'it keeps replies from coming': 'client|reply client|pause',
  }).flatMap(([why, names]) => names.split(' ').map((name) => [name, why])),
);

/** Why no step can send the command; `undefined` when one can. */
export function whyNotSent(argv: readonly ByteString[]): string | undefined {
  const [name = '', sub = ''] = argv;
  const command = name.toLowerCase();
  // One channel, one reply.
  if (/^[ps]?subscribe$/.test(command) && argv.length === 2) return undefined;
  return OUT_OF_A_CASE.get(command) ?? OUT_OF_A_CASE.get(`${command}|${sub.toLowerCase()}`);
}

/** The name under which suites know the command: `config|get`, `set`; `undefined` when none does. */
export function knownName([name = '', sub = '']: readonly ByteString[]): string | undefined {
  const command = name.toLowerCase();
  return [`${command}|${sub.toLowerCase()}`, command].find(isCommand);
}
