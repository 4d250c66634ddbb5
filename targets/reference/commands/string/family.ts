/** The string family. */
import type { Family } from '../../command.ts';
import { counterCommands } from './counters.ts';
import { getCommands } from './get.ts';
import { lcsCommands } from './lcs.ts';
import { rangeCommands } from './ranges.ts';
import { setCommands } from './set.ts';
import { severalCommands } from './several.ts';

export const stringCommands: Family = {
  ...counterCommands,
  ...getCommands,
  ...lcsCommands,
  ...rangeCommands,
  ...setCommands,
  ...severalCommands,
};
