/** FUNCTION DUMP and RESTORE: libraries as bytes, and back. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { bulk, OK } from '../../replies.ts';
import { dumpLibraries, readLibraries } from '../../script/functions/dump.ts';
import type { RestorePolicy } from '../../script/functions/libraries.ts';
import { wrongSubcommandArity } from './wrong-arity.ts';

interface Restore {
  readonly payload: ByteString;
  readonly policy: RestorePolicy;
}

function parseRestore(argv: readonly ByteString[]): Restore {
  if (argv.length > 4) refuse(wrongSubcommandArity('FUNCTION', at(argv, 1)));
  return { payload: at(argv, 2), policy: policyOf(argv[3] ?? 'append') };
}

function policyOf(word: ByteString): RestorePolicy {
  const policy = word.toLowerCase();
  if (policy === 'append' || policy === 'replace' || policy === 'flush') return policy;
  return refuse('ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.');
}

export const functionDumpCommands: Family = {
  dump: command({
    arity: 2,
    flags: ['noscript'],
    categories: ['scripting'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(N) where N is the number of functions',
    summary: 'Gives every library in the serialized form that RESTORE takes.',
    parse: () => undefined,
    run: ({ core: { scripts } }) =>
      bulk(dumpLibraries(scripts.libraries.all.map(({ text }) => text))),
  }),

  restore: command({
    arity: -3,
    flags: ['write', 'denyoom', 'noscript'],
    categories: ['scripting'],
    tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(N) where N is the number of functions on the payload',
    usage: 'serialized-value [FLUSH | APPEND | REPLACE]',
    summary: 'Loads the libraries of a dump, or none of them.',
    parse: parseRestore,
    run: ({ core: { scripts, keyspace } }, { payload, policy }) => {
      scripts.libraries.restore(readLibraries(payload), policy);
      keyspace.dirty += 1;
      return OK;
    },
  }),
};
