/** XACK: entries that a consumer is done with. */
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import { findGroup } from './groups.ts';
import { idOf } from './ids.ts';

export const acknowledgeCommands: Family = {
  xack: command({
    arity: -4,
    flags: ['write', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW update'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(1)',
    usage: 'key group id...',
    summary: 'Takes entries from what is pending in a consumer group.',
    parse: (argv) => ({ key: at(argv, 1), group: at(argv, 2), ids: argv.slice(3) }),
    run: (connection, { ids, ...name }) => {
      const found = findGroup(connection, name);
      if (found === undefined) return ZERO;
      // Ids are read only now: a missing group has none of them, whatever they say.
      const acknowledged = ids.map(idOf).filter((id) => found.group.acknowledge(id)).length;
      connection.core.keyspace.dirty += acknowledged;
      return integer(acknowledged);
    },
  }),
};
