/** FCALL, and its form that only reads. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { keysAndArguments } from './call-arguments.ts';
import { READING, RUNNING, WRITING } from './facts.ts';

const FACTS = { ...RUNNING, complexity: 'Depends on the function that is executed.' } as const;

function call({ readOnly }: { readonly readOnly: boolean }) {
  return (connection: Connection, argv: readonly ByteString[]): Outcome => {
    const { scripts } = connection.core;
    // An unknown function is told before the number of keys is looked at.
    const found = scripts.libraries.find(at(argv, 1)) ?? refuse('ERR Function not found');
    const given = keysAndArguments(argv, 'ERR Bad number of keys provided');
    return scripts.run(scripts.libraries.callOf(found, given, readOnly), connection);
  };
}

export const fcallCommands: Family = {
  fcall: command({
    ...FACTS,
    ...WRITING,
    since: '7.0.0',
    usage: 'function numkeys:integer [key...] [arg...]',
    summary: 'Calls a function of a loaded library.',
    parse: (argv) => argv,
    run: call({ readOnly: false }),
  }),

  fcall_ro: command({
    ...FACTS,
    ...READING,
    since: '7.0.0',
    usage: 'function numkeys:integer [key...] [arg...]',
    summary: 'Calls a function of a loaded library that does not write.',
    parse: (argv) => argv,
    run: call({ readOnly: true }),
  }),
};
