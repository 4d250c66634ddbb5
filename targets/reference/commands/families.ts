/** Every family of commands. A new family is one import and one line here. */
import type { Family } from '../command.ts';
import { aclCommands } from './acl/family.ts';
import { bitmapCommands } from './bitmap/family.ts';
import { clusterCommands } from './cluster/family.ts';
import { connectionCommands } from './connection/family.ts';
import { genericCommands } from './generic/family.ts';
import { geoCommands } from './geo/family.ts';
import { hashCommands } from './hash/family.ts';
import { hyperloglogCommands } from './hyperloglog/family.ts';
import { listCommands } from './list/family.ts';
import { pubsubCommands } from './pubsub/family.ts';
import { scriptingCommands } from './scripting/family.ts';
import { serverCommands } from './server/family.ts';
import { setCommands } from './set/family.ts';
import { sortedSetCommands } from './sorted-set/family.ts';
import { streamCommands } from './stream/family.ts';
import { stringCommands } from './string/family.ts';
import { transactionCommands } from './transaction.ts';

export const families: readonly Family[] = [
  connectionCommands,
  transactionCommands,
  pubsubCommands,
  serverCommands,
  scriptingCommands,
  aclCommands,
  clusterCommands,
  genericCommands,
  stringCommands,
  bitmapCommands,
  hyperloglogCommands,
  listCommands,
  hashCommands,
  setCommands,
  sortedSetCommands,
  geoCommands,
  streamCommands,
];
