/** What COMMAND tells of the commands that run scripts and functions. */
import type { CommandFacts } from '../../command.ts';
import { countedKeys } from '../../key-spec.ts';

export const RUNNING = {
  arity: -3,
  categories: ['scripting'],
  group: 'scripting',
  complexity: 'Depends on the script that is executed.',
} as const;

const WRITES = countedKeys('RW access update', 2);
const READS = countedKeys('RO access', 2);
const UNKNOWN_USE = 'We cannot tell how the keys will be used so we assume the worst,';

/** By digest: the same without the notes, as 7.2 has it. */
export const WRITING_BY_DIGEST: Pick<CommandFacts, 'flags' | 'keys'> = {
  flags: ['noscript', 'stale', 'skip_monitor', 'may_replicate', 'no_mandatory_keys', 'movablekeys'],
  keys: [WRITES],
};

export const READING_BY_DIGEST: Pick<CommandFacts, 'flags' | 'keys'> = {
  flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys', 'movablekeys'],
  keys: [READS],
};

export const WRITING: Pick<CommandFacts, 'flags' | 'keys'> = {
  ...WRITING_BY_DIGEST,
  keys: [{ ...WRITES, notes: `${UNKNOWN_USE} RW and UPDATE` }],
};

export const READING: Pick<CommandFacts, 'flags' | 'keys'> = {
  ...READING_BY_DIGEST,
  keys: [{ ...READS, notes: `${UNKNOWN_USE} RO and ACCESS` }],
};
