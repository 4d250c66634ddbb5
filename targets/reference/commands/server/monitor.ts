/** MONITOR: shows the connection every command that the server runs. */
import { command, type Family, NO_REPLY } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { OK } from '../../replies.ts';

export const monitorCommands: Family = {
  monitor: command({
    arity: 1,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    summary: 'Shows every command that the server runs.',
    parse: () => undefined,
    run: (connection) => {
      if (connection.transaction?.running) {
        refuse("ERR MONITOR isn't allowed for DENY BLOCKING client");
      }
      // Who watches already gets no reply, not even that.
      if (connection.core.monitors.has(connection)) return NO_REPLY;
      connection.core.monitors.add(connection);
      return OK;
    },
  }),
};
