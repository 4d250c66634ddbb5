/** The generic family: commands about keys of any type. */
import type { Family } from '../../command.ts';
import { existenceCommands } from './existence.ts';
import { expireCommands } from './expire.ts';
import { listingCommands } from './listing.ts';
import { movingCommands } from './moving.ts';
import { objectCommands } from './object.ts';
import { sortCommands } from './sort/sort.ts';
import { ttlCommands } from './ttl.ts';
import { waitCommands } from './wait.ts';

export const genericCommands: Family = {
  ...existenceCommands,
  ...expireCommands,
  ...listingCommands,
  ...movingCommands,
  ...objectCommands,
  ...sortCommands,
  ...ttlCommands,
  ...waitCommands,
};
