/** What COMMAND tells of the commands that run scripts and functions. */
import type { CommandFacts } from '../../command.ts';
import { countedKeys } from '../../key-spec.ts';

export const RUNNING = {
  arity: -3,
  categories: ['scripting'],
  group: 'scripting',
  complexity: 'Depends on the script that is executed.',
} as const;

export const WRITING: Pick<CommandFacts, 'flags' | 'keys'> = {
  flags: ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys', 'movablekeys'],
  keys: [
    {
      ...countedKeys('RW access update', 2),
      notes: 'We cannot tell how the keys will be used so we assume the worst, RW and UPDATE',
    },
  ],
};

export const READING: Pick<CommandFacts, 'flags' | 'keys'> = {
  flags: ['readonly', 'noscript', 'stale', 'skip_monitor', 'no_mandatory_keys', 'movablekeys'],
  keys: [
    {
      ...countedKeys('RO access', 2),
      notes: 'We cannot tell how the keys will be used so we assume the worst, RO and ACCESS',
    },
  ],
};
