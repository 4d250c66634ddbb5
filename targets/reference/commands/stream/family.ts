/** The stream family. */
import type { Family } from '../../command.ts';
import { acknowledgeCommands } from './acknowledge.ts';
import { addCommands } from './add.ts';
import { autoClaimCommands } from './autoclaim.ts';
import { claimCommands } from './claim.ts';
import { groupCommands } from './group.ts';
import { infoCommands } from './info.ts';
import { pendingCommands } from './pending.ts';
import { rangeCommands } from './range.ts';
import { readCommands } from './read.ts';
import { readGroupCommands } from './read-group.ts';
import { removeCommands } from './remove.ts';
import { setIdCommands } from './set-id.ts';

export const streamCommands: Family = {
  ...acknowledgeCommands,
  ...addCommands,
  ...autoClaimCommands,
  ...claimCommands,
  ...groupCommands,
  ...infoCommands,
  ...pendingCommands,
  ...rangeCommands,
  ...readCommands,
  ...readGroupCommands,
  ...removeCommands,
  ...setIdCommands,
};
