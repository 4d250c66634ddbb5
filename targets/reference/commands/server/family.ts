/** The server family. */
import type { Family } from '../../command.ts';
import { commandCommands } from './command.ts';
import { configCommands } from './config.ts';
import { databaseCommands } from './databases.ts';
import { debugCommands } from './debug/debug.ts';
import { infoCommands } from './info.ts';
import { latencyCommands } from './latency.ts';
import { lolwutCommands } from './lolwut.ts';
import { memoryCommands } from './memory.ts';
import { moduleCommands } from './module.ts';
import { monitorCommands } from './monitor.ts';
import { persistenceCommands } from './persistence.ts';
import { replicationCommands } from './replication.ts';
import { slowlogCommands } from './slowlog.ts';

export const serverCommands: Family = {
  ...commandCommands,
  ...configCommands,
  ...databaseCommands,
  ...debugCommands,
  ...infoCommands,
  ...latencyCommands,
  ...slowlogCommands,
  ...lolwutCommands,
  ...memoryCommands,
  ...moduleCommands,
  ...monitorCommands,
  ...persistenceCommands,
  ...replicationCommands,
};
