/** The HyperLogLog family: strings that estimate how many different elements were added. */
import type { Family } from '../../command.ts';
import { addCommands } from './add.ts';
import { countCommands } from './count.ts';
import { debugCommands } from './debug.ts';
import { mergeCommands } from './merge.ts';
import { selfTestCommands } from './self-test.ts';

export const hyperloglogCommands: Family = {
  ...addCommands,
  ...countCommands,
  ...debugCommands,
  ...mergeCommands,
  ...selfTestCommands,
};
