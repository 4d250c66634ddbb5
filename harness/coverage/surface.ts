/**
 * What can be called: the commands, subcommands and option tokens that live servers document.
 *
 * COMMAND DOCS tells arguments and groups, COMMAND INFO arity and keys. The surfaces of several
 * servers join into one, in which each part remembers who has it.
 */
import type { Reply } from '../wire/reply.ts';
import { byText } from './by-text.ts';
import { type DocumentedArgument, type Grammar, grammarOf, joinGrammars } from './grammar.ts';
import { fieldsOf, integerOf, itemsOf, pairsOf, textOf, textsOf } from './reply-fields.ts';

export interface SurfaceCommand extends Grammar {
  /** In lower case: `set`, `object|encoding`. */
  readonly name: string;
  /** As in COMMAND DOCS: `string`, `sorted-set`, … */
  readonly group: string;
  /** Has subcommands. */
  readonly container: boolean;
  /** The different arities of the servers, as COMMAND INFO counts: negative is "at least". */
  readonly arities: readonly number[];
  /** Whether it looks at the value of a key before it does anything: what it overwrites can be of any type. */
  readonly readsKey: boolean;
  /** The servers that have the command. */
  readonly servers: readonly string[];
  /** The servers that have the token, by its name. */
  readonly tokenServers: Readonly<Record<string, readonly string[]>>;
}

export interface Surface {
  readonly servers: readonly string[];
  /** By name. */
  readonly commands: ReadonlyMap<string, SurfaceCommand>;
}

/** The surface of one server, from its replies to COMMAND DOCS and COMMAND INFO in RESP2 or RESP3. */
export function readSurface(server: string, docs: Reply, info: Reply): Surface {
  const documented = new Map(documentedIn(docs).map((entry) => [entry.name, entry]));
  const commands = listedIn(info).map(({ name, arity, readsKey, container }): SurfaceCommand => {
    const { group = 'module', grammar = grammarOf([]) } = documented.get(name) ?? {};
    return {
      ...grammar,
      name,
      group,
      container,
      arities: [arity],
      readsKey,
      servers: [server],
      tokenServers: Object.fromEntries(grammar.tokens.map((token) => [token.name, [server]])),
    };
  });
  return { servers: [server], commands: byName(commands) };
}

/** All that any of the servers has. */
export function joinSurfaces(surfaces: readonly Surface[]): Surface {
  const joined = new Map<string, SurfaceCommand>();
  for (const command of surfaces.flatMap(({ commands }) => [...commands.values()])) {
    const before = joined.get(command.name);
    joined.set(command.name, before === undefined ? command : joinCommands(before, command));
  }
  return {
    servers: [...new Set(surfaces.flatMap(({ servers }) => servers))],
    commands: byName([...joined.values()]),
  };
}

function joinCommands(a: SurfaceCommand, b: SurfaceCommand): SurfaceCommand {
  const grammar = joinGrammars(a, b);
  const who = ({ name }: { readonly name: string }) => [
    ...new Set([...(a.tokenServers[name] ?? []), ...(b.tokenServers[name] ?? [])]),
  ];
  return {
    ...grammar,
    name: a.name,
    group: a.group,
    container: a.container || b.container,
    arities: [...new Set([...a.arities, ...b.arities])],
    readsKey: a.readsKey || b.readsKey,
    servers: [...new Set([...a.servers, ...b.servers])],
    tokenServers: Object.fromEntries(grammar.tokens.map((token) => [token.name, who(token)])),
  };
}

function byName(commands: readonly SurfaceCommand[]): ReadonlyMap<string, SurfaceCommand> {
  const sorted = commands.toSorted(byText(({ name }) => name));
  return new Map(sorted.map((command) => [command.name, command]));
}

interface Documented {
  readonly name: string;
  readonly group: string;
  readonly grammar: Grammar;
}

function documentedIn(docs: Reply | undefined): Documented[] {
  return pairsOf(docs).flatMap(([name, description]) => {
    const fields = fieldsOf(description);
    const grammar = grammarOf(argumentsIn(fields.get('arguments')));
    const entry = { name: name.toLowerCase(), group: textOf(fields.get('group')), grammar };
    return [entry, ...documentedIn(fields.get('subcommands'))];
  });
}

function argumentsIn(reply: Reply | undefined): DocumentedArgument[] {
  return itemsOf(reply).map((item) => {
    const fields = fieldsOf(item);
    const token = fields.get('token');
    return {
      type: textOf(fields.get('type')),
      ...(token === undefined ? {} : { token: textOf(token).toUpperCase() }),
      flags: textsOf(fields.get('flags')),
      arguments: argumentsIn(fields.get('arguments')),
    };
  });
}

type Listed = Pick<SurfaceCommand, 'name' | 'readsKey' | 'container'> & { readonly arity: number };

/** The places of an entry of COMMAND INFO that we read. */
const INFO = { name: 0, arity: 1, keySpecs: 8, subcommands: 9 } as const;

function listedIn(info: Reply | undefined): Listed[] {
  return itemsOf(info).flatMap((entry) => {
    const fields = itemsOf(entry);
    const subcommands = listedIn(fields[INFO.subcommands]);
    const listed = {
      name: textOf(fields[INFO.name]).toLowerCase(),
      arity: integerOf(fields[INFO.arity]),
      readsKey: itemsOf(fields[INFO.keySpecs]).some(readsValue),
      container: subcommands.length > 0,
    };
    return [listed, ...subcommands];
  });
}

/** Key specifications say what happens to the value; `OW` and `RM` do not look at it first. */
function readsValue(keySpec: Reply): boolean {
  const flags = textsOf(fieldsOf(keySpec).get('flags'));
  return !flags.includes('not_key') && (flags.includes('RO') || flags.includes('RW'));
}
