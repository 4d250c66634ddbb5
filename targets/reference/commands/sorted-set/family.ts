/** The sorted-set family. */
import type { Family } from '../../command.ts';
import { addCommands } from './add.ts';
import { blockingPopCommands } from './blocking-pop.ts';
import { combineCommands } from './combine.ts';
import { popCommands } from './pop.ts';
import { randomCommands } from './random.ts';
import { rangeCommands } from './range.ts';
import { readCommands } from './read.ts';
import { removeCommands } from './remove.ts';

export const sortedSetCommands: Family = {
  ...addCommands,
  ...blockingPopCommands,
  ...combineCommands,
  ...popCommands,
  ...randomCommands,
  ...rangeCommands,
  ...readCommands,
  ...removeCommands,
};
