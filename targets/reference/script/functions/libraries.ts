/** All libraries of functions. Function names are one space, in which case does not count. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';
import { createFunctionSandbox, type FunctionSandbox } from '../api/sandbox.ts';
import type { ScriptHost } from '../host.ts';
import { LuaTable } from '../lua/table.ts';
import type { ScriptCall } from '../running.ts';
import type { ScriptArguments } from '../script-cache.ts';
import { type Library, type LibraryFunction, loadLibrary } from './library.ts';

/** What becomes of libraries that a dump has too. */
export type RestorePolicy = 'append' | 'replace' | 'flush';

interface Catalogue {
  readonly libraries: Map<ByteString, Library>;
  /** By name in lower case. */
  readonly functions: Map<ByteString, LibraryFunction>;
}

export class FunctionLibraries {
  readonly #host: ScriptHost;
  #catalogue = emptyCatalogue();
  #sandbox: FunctionSandbox | undefined;

  constructor(host: ScriptHost) {
    this.#host = host;
  }

  get all(): readonly Library[] {
    return [...this.#catalogue.libraries.values()];
  }

  get functionCount(): number {
    return this.#catalogue.functions.size;
  }

  /** Bytes of text that are kept. */
  get sizeBytes(): number {
    return this.all.reduce((bytes, { text }) => bytes + text.length, 0);
  }

  /** Finds a function by its name, in any case. */
  find(name: ByteString): LibraryFunction | undefined {
    return this.#catalogue.functions.get(name.toLowerCase());
  }

  /** Loads a library and gives its name; what is there stays when anything is wrong with it. */
  load(text: ByteString, { replace }: { readonly replace: boolean }): ByteString {
    const library = this.#read(text, (name) => {
      if (!replace && this.#catalogue.libraries.has(name)) {
        refuse(`ERR Library '${name}' already exists`);
      }
    });
    const without = copyOf(this.#catalogue);
    remove(without, library.name);
    for (const name of library.functions.keys()) {
      if (without.functions.has(name.toLowerCase())) refuse(`ERR Function ${name} already exists`);
    }
    add(without, library);
    this.#catalogue = without;
    return library.name;
  }

  /** Adds the libraries of a dump to those that are there, or none of them. */
  restore(texts: readonly ByteString[], policy: RestorePolicy): void {
    const next = policy === 'flush' ? emptyCatalogue() : copyOf(this.#catalogue);
    const restored = emptyCatalogue();
    for (const text of texts) {
      add(
        restored,
        this.#read(text, (name) => {
          if (restored.libraries.has(name)) refuse(`ERR Library '${name}' already exists`);
        }),
      );
    }
    for (const library of restored.libraries.values()) {
      if (policy === 'replace') remove(next, library.name);
      else if (next.libraries.has(library.name)) {
        refuse(`ERR Library ${library.name} already exists`);
      }
    }
    for (const library of restored.libraries.values()) {
      for (const name of library.functions.keys()) {
        if (next.functions.has(name.toLowerCase())) refuse(`ERR Function ${name} already exists`);
      }
    }
    for (const library of restored.libraries.values()) add(next, library);
    this.#catalogue = next;
  }

  /** Removes a library with its functions; says whether there was one. */
  delete(name: ByteString): boolean {
    return remove(this.#catalogue, name);
  }

  flush(): void {
    this.#catalogue = emptyCatalogue();
    this.#sandbox = undefined;
  }

  /** What runs a function. It is given its keys and arguments as two tables. */
  callOf(
    found: LibraryFunction,
    { keys, args, argv }: ScriptArguments,
    readOnly: boolean,
  ): ScriptCall {
    return {
      kind: 'function',
      name: found.name,
      flags: found.flags,
      readOnly,
      state: this.#lua().state,
      callee: found.callback,
      args: [LuaTable.of(keys), LuaTable.of(args)],
      argv,
    };
  }

  #read(text: ByteString, checkName: (name: ByteString) => void): Library {
    const { clock } = this.#host.core;
    return loadLibrary(text, { sandbox: this.#lua(), clock, checkName });
  }

  #lua(): FunctionSandbox {
    this.#sandbox ??= createFunctionSandbox(this.#host);
    return this.#sandbox;
  }
}

function emptyCatalogue(): Catalogue {
  return { libraries: new Map(), functions: new Map() };
}

function copyOf({ libraries, functions }: Catalogue): Catalogue {
  return { libraries: new Map(libraries), functions: new Map(functions) };
}

function add({ libraries, functions }: Catalogue, library: Library): void {
  libraries.set(library.name, library);
  for (const [name, found] of library.functions) functions.set(name.toLowerCase(), found);
}

function remove({ libraries, functions }: Catalogue, name: ByteString): boolean {
  const library = libraries.get(name);
  if (library === undefined) return false;
  for (const registered of library.functions.keys()) functions.delete(registered.toLowerCase());
  return libraries.delete(name);
}
