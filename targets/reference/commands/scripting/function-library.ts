/** FUNCTION LOAD, DELETE and FLUSH: libraries come and go. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { bulk, OK } from '../../replies.ts';
import { wrongSubcommandArity } from './wrong-arity.ts';

interface Load {
  readonly text: ByteString;
  readonly replace: boolean;
}

function parseLoad(argv: readonly ByteString[]): Load {
  const options = argv.slice(2, -1);
  for (const option of options) {
    if (option.toUpperCase() !== 'REPLACE') refuse(`ERR Unknown option given: ${option}`);
  }
  return { text: argv.at(-1) ?? '', replace: options.length > 0 };
}

/** Nothing is done behind here, so both modes are one. */
function checkFlush(argv: readonly ByteString[]): void {
  if (argv.length > 3) refuse(wrongSubcommandArity('FUNCTION', at(argv, 1)));
  const known = argv.length === 2 || /^A?SYNC$/.test(word(argv, 2));
  if (!known) refuse('ERR FUNCTION FLUSH only supports SYNC|ASYNC option');
}

export const functionLibraryCommands: Family = {
  load: command({
    arity: -3,
    flags: ['write', 'denyoom', 'noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(1) (considering compilation time is redundant)',
    usage: '[REPLACE] function-code',
    summary: 'Loads a library of functions.',
    parse: parseLoad,
    run: ({ core: { scripts, keyspace } }, { text, replace }) => {
      const name = scripts.libraries.load(text, { replace });
      keyspace.dirty += 1;
      return bulk(name);
    },
  }),

  delete: command({
    arity: 3,
    flags: ['write', 'noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(1)',
    usage: 'library-name',
    summary: 'Removes a library with its functions.',
    parse: (argv) => at(argv, 2),
    run: ({ core: { scripts, keyspace } }, name) => {
      if (!scripts.libraries.delete(name)) refuse('ERR Library not found');
      keyspace.dirty += 1;
      return OK;
    },
  }),

  flush: command({
    arity: -2,
    flags: ['write', 'noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(N) where N is the number of functions deleted',
    usage: '[ASYNC | SYNC]',
    summary: 'Removes every library.',
    parse: checkFlush,
    run: ({ core: { scripts, keyspace } }) => {
      scripts.libraries.flush();
      keyspace.dirty += 1;
      return OK;
    },
  }),
};
