/** The connection family. */
import type { Family } from '../../command.ts';
import { basicCommands } from './basic.ts';
import { clientControl } from './client-control.ts';
import { clientIdentity } from './client-identity.ts';
import { clientModes } from './client-modes.ts';
import { clientTracking } from './client-tracking.ts';
import { helloCommands } from './hello.ts';

export const connectionCommands: Family = {
  ...basicCommands,
  ...helloCommands,
  client: {
    arity: -2,
    flags: [],
    categories: [],
    since: '2.4.0',
    group: 'connection',
    complexity: 'Depends on subcommand.',
    summary: 'Tells about connections and controls them.',
    subcommands: { ...clientIdentity, ...clientModes, ...clientControl, ...clientTracking },
  },
};
