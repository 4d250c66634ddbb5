/** The list family. */
import type { Family } from '../../command.ts';
import { blockingPopCommands } from './blocking-pop.ts';
import { moveCommands } from './move.ts';
import { popCommands } from './pop.ts';
import { pushCommands } from './push.ts';
import { readCommands } from './read.ts';
import { trimCommands } from './trim.ts';

export const listCommands: Family = {
  ...blockingPopCommands,
  ...moveCommands,
  ...popCommands,
  ...pushCommands,
  ...readCommands,
  ...trimCommands,
};
