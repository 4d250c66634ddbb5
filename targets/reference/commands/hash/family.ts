/** The hash family. */
import type { Family } from '../../command.ts';
import { incrementCommands } from './increment.ts';
import { randomCommands } from './random.ts';
import { readCommands } from './read.ts';
import { writeCommands } from './write.ts';

export const hashCommands: Family = {
  ...incrementCommands,
  ...randomCommands,
  ...readCommands,
  ...writeCommands,
};
