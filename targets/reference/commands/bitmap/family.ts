/** The bitmap family: strings seen as bits. */
import type { Family } from '../../command.ts';
import { combineCommands } from './combine.ts';
import { fieldCommands } from './field.ts';
import { searchCommands } from './search.ts';
import { singleCommands } from './single.ts';

export const bitmapCommands: Family = {
  ...combineCommands,
  ...fieldCommands,
  ...searchCommands,
  ...singleCommands,
};
