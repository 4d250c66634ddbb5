/** The geo family: sorted sets whose scores are positions. */
import type { Family } from '../../command.ts';
import { addCommands } from './add.ts';
import { memberCommands } from './members.ts';
import { searchingCommands } from './searching.ts';

export const geoCommands: Family = {
  ...addCommands,
  ...memberCommands,
  ...searchingCommands,
};
