/** The set family. */
import type { Family } from '../../command.ts';
import { combineCommands } from './combine.ts';
import { randomCommands } from './random.ts';
import { readCommands } from './read.ts';
import { writeCommands } from './write.ts';

export const setCommands: Family = {
  ...combineCommands,
  ...randomCommands,
  ...readCommands,
  ...writeCommands,
};
