/** FUNCTION LIST: libraries with their functions, and their text where it is asked for. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { compileGlob } from '../../glob.ts';
import { array, bulk, bulkOrNull, record, set, status } from '../../replies.ts';
import { SCRIPT_FLAGS } from '../../script/flags.ts';
import type { Library, LibraryFunction } from '../../script/functions/library.ts';

interface Listing {
  readonly pattern: ByteString | undefined;
  readonly withCode: boolean;
}

function parseListing(argv: readonly ByteString[]): Listing {
  const tail = new Tail(argv, 2);
  let pattern: ByteString | undefined;
  let withCode = false;
  while (tail.more) {
    const argument = tail.value();
    const option = argument.toUpperCase();
    if (option === 'WITHCODE' && !withCode) withCode = true;
    else if (option === 'LIBRARYNAME' && pattern === undefined) {
      if (!tail.more) refuse('ERR library name argument was not given');
      pattern = tail.value();
    } else refuse(`ERR Unknown argument ${argument}`);
  }
  return { pattern, withCode };
}

function libraryReply(library: Library, withCode: boolean): Reply {
  return record({
    library_name: bulk(library.name),
    engine: bulk('LUA'),
    functions: array([...library.functions.values()].map(functionReply)),
    ...(withCode ? { library_code: bulk(library.text) } : {}),
  });
}

function functionReply({ name, description, flags }: LibraryFunction): Reply {
  return record({
    name: bulk(name),
    description: bulkOrNull(description),
    // In an order of their own, however they were declared.
    flags: set(SCRIPT_FLAGS.filter((flag) => flags.has(flag)).map((flag) => status(flag))),
  });
}

export const functionListCommands: Family = {
  list: command({
    arity: -2,
    flags: ['noscript'],
    categories: ['scripting'],
    tips: ['nondeterministic_output_order'],
    since: '7.0.0',
    group: 'scripting',
    complexity: 'O(N) where N is the number of functions',
    usage: '[LIBRARYNAME library-name-pattern] [WITHCODE]',
    summary: 'Describes the libraries.',
    parse: parseListing,
    run: ({ core: { scripts } }, { pattern, withCode }) => {
      const matches = compileGlob(pattern ?? '*', { ignoreCase: true });
      const libraries = scripts.libraries.all.filter(({ name }) => matches(name));
      return array(libraries.map((library) => libraryReply(library, withCode)));
    },
  }),
};
