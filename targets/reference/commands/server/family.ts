/** The server family. */
import type { Family } from '../../command.ts';
import { commandCommands } from './command.ts';
import { configCommands } from './config.ts';
import { databaseCommands } from './databases.ts';
import { debugCommands } from './debug.ts';
import { infoCommands } from './info.ts';
import { latencyCommands } from './latency.ts';
import { monitorCommands } from './monitor.ts';
import { slowlogCommands } from './slowlog.ts';

export const serverCommands: Family = {
  ...commandCommands,
  ...configCommands,
  ...databaseCommands,
  ...debugCommands,
  ...infoCommands,
  ...latencyCommands,
  ...slowlogCommands,
  ...monitorCommands,
};
