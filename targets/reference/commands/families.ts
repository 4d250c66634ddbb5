/** Every family of commands. A new family is one import and one line here. */
import type { Family } from '../command.ts';
import { connectionCommands } from './connection.ts';
import { genericCommands } from './generic/family.ts';
import { listCommands } from './list/family.ts';
import { stringCommands } from './string/family.ts';

export const families: readonly Family[] = [connectionCommands, genericCommands, stringCommands, listCommands];
