/** The group of COMMAND DOCS that a command belongs to, for those without keys too. */
import { groupOf as groupByKeys } from '../suite/key-specs.ts';
import type { ByteString } from '../wire/reply.ts';

const WITHOUT_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    connection: 'auth client echo hello ping quit reset select',
    generic: 'keys randomkey scan wait waitaof',
    pubsub: `psubscribe publish pubsub punsubscribe spublish ssubscribe subscribe sunsubscribe
      unsubscribe`,
    scripting: 'eval eval_ro evalsha evalsha_ro fcall fcall_ro function script',
    server: `acl bgrewriteaof bgsave command config dbsize debug flushall flushdb info lastsave
      latency lolwut memory module role save slowlog swapdb time`,
    transactions: 'discard exec multi unwatch watch',
    cluster: 'asking cluster readonly readwrite',
  }).flatMap(([group, names]) => names.split(/\s+/).map((name) => [name, group])),
);

/** The group; `undefined` for commands that nobody told us of. */
export function groupOf(argv: readonly ByteString[]): string | undefined {
  return WITHOUT_KEYS.get(argv[0]?.toLowerCase() ?? '') ?? groupByKeys(argv);
}
