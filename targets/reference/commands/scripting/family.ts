/** The scripting family: scripts, and libraries of functions. */
import type { Family } from '../../command.ts';
import { evalCommands } from './eval.ts';
import { fcallCommands } from './fcall.ts';
import { functionDumpCommands } from './function-dump.ts';
import { functionLibraryCommands } from './function-library.ts';
import { functionListCommands } from './function-list.ts';
import { functionStateCommands } from './function-state.ts';
import { scriptCommands } from './script.ts';

export const scriptingCommands: Family = {
  ...evalCommands,
  ...fcallCommands,
  ...scriptCommands,
  function: {
    arity: -2,
    flags: [],
    categories: [],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'Depends on subcommand.',
    summary: 'Manages libraries of functions.',
    subcommands: {
      ...functionLibraryCommands,
      ...functionListCommands,
      ...functionDumpCommands,
      ...functionStateCommands,
    },
  },
};
