/** The generic family: commands about keys of any type. */
import { Connection } from '../../../../harness/wire/connection.ts';
import type { Family } from '../../command.ts';
import { dumpCommands } from './dump.ts';
import { existenceCommands } from './existence.ts';
import { expireCommands } from './expire.ts';
import { listingCommands } from './listing.ts';
import { migrateCommands } from './migrate.ts';
import { movingCommands } from './moving.ts';
import { objectCommands } from './object.ts';
import { restoreCommands } from './restore.ts';
import { sortCommands } from './sort/sort.ts';
import { ttlCommands } from './ttl.ts';
import { waitCommands } from './wait.ts';

export const genericCommands: Family = {
  ...dumpCommands,
  ...existenceCommands,
  ...expireCommands,
  ...listingCommands,
  ...migrateCommands(Connection.open),
  ...movingCommands,
  ...objectCommands,
  ...restoreCommands,
  ...sortCommands,
  ...ttlCommands,
  ...waitCommands,
};
