/** ACL LOG. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import type { LogEntry } from '../../acl/log.ts';
import { integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { array, bulk, double, integer, OK, record } from '../../replies.ts';
import { atMostOne } from './refusals.ts';

const ENTRIES_UNLESS_ASKED = 10;

function entryReply(entry: LogEntry, nowMs: number): Reply {
  return record({
    count: integer(entry.count),
    reason: bulk(entry.reason),
    context: bulk(entry.context),
    object: bulk(entry.object),
    username: bulk(entry.userName),
    'age-seconds': double((nowMs - entry.updatedAtMs) / 1000),
    'client-info': bulk(entry.clientInfo),
    'entry-id': integer(entry.id),
    'timestamp-created': integer(entry.createdAtMs),
    'timestamp-last-updated': integer(entry.updatedAtMs),
  });
}

export const logCommands: Family = {
  log: command({
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(N) with N being the number of entries shown.',
    usage: '[count:integer | RESET]',
    summary: 'Shows what was refused to whom, the newest first.',
    parse: (argv): number | 'reset' => {
      const given = atMostOne(argv);
      if (given === undefined) return ENTRIES_UNLESS_ASKED;
      return given.toLowerCase() === 'reset' ? 'reset' : integerOf(given);
    },
    run: ({ core: { acl, nowMs } }, asked) => {
      if (asked !== 'reset') {
        return array(acl.log.newest(asked).map((entry) => entryReply(entry, nowMs)));
      }
      acl.log.clear();
      return OK;
    },
  }),
};
