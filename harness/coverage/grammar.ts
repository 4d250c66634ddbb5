/**
 * What is needed of a command's documented arguments to find its option tokens in what a case sends.
 *
 * This is no parser of commands: servers document some arguments more loosely than they read them,
 * and a parser would refuse cases that every server accepts.
 */

/** An argument as COMMAND DOCS describes it. */
export interface DocumentedArgument {
  /** `key`, `string`, `integer`, `pure-token`, `oneof`, `block`, … */
  readonly type: string;
  readonly token?: string;
  /** `optional`, `multiple`, `multiple_token` */
  readonly flags: readonly string[];
  /** Inside of a `oneof` or `block`. */
  readonly arguments: readonly DocumentedArgument[];
}

export interface Token {
  /** As documented, in capitals: `EX`. */
  readonly name: string;
  /** How many arguments after it are surely its own values, whatever they look like. */
  readonly values: number;
}

export interface Grammar {
  /** How many arguments there are before any token can stand. */
  readonly leading: number;
  /** Each token once, by name; where it stands in two places, with the fewer values. */
  readonly tokens: readonly Token[];
  /** Whether some argument is an integer, a double or a time. */
  readonly numeric: boolean;
}

export function grammarOf(documented: readonly DocumentedArgument[]): Grammar {
  const all = documented.flatMap(withInner);
  return {
    leading: surelyValues(documented).count,
    tokens: joinTokens(all.flatMap(tokenOf)),
    numeric: all.some(({ type }) => NUMERIC.has(type)),
  };
}

/** The grammar of a command that two servers document: what is sure for both. */
export function joinGrammars(a: Grammar, b: Grammar): Grammar {
  return {
    leading: Math.min(a.leading, b.leading),
    tokens: joinTokens([...a.tokens, ...b.tokens]),
    numeric: a.numeric || b.numeric,
  };
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'double', 'unix-time']);

function withInner(argument: DocumentedArgument): DocumentedArgument[] {
  return [argument, ...argument.arguments.flatMap(withInner)];
}

function tokenOf(argument: DocumentedArgument): Token[] {
  const { token, type } = argument;
  if (token === undefined) return [];
  const { token: _, ...value } = argument;
  const values = type === 'pure-token' ? 0 : surelyValues([{ ...value, flags: [] }]).count;
  return [{ name: token, values }];
}

function joinTokens(tokens: readonly Token[]): Token[] {
  const joined = new Map<string, Token>();
  for (const token of tokens) {
    const values = Math.min(token.values, joined.get(token.name)?.values ?? token.values);
    joined.set(token.name, { ...token, values });
  }
  return [...joined.values()].toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
}

/** How many plain values the arguments begin with; `all` when they are nothing but those. */
function surelyValues(documented: readonly DocumentedArgument[]): { count: number; all: boolean } {
  let count = 0;
  for (const argument of documented) {
    if (argument.token !== undefined || argument.flags.includes('optional')) {
      return { count, all: false };
    }
    const inner = valuesOf(argument);
    count += inner.count;
    if (!inner.all || argument.flags.includes('multiple')) return { count, all: false };
  }
  return { count, all: true };
}

function valuesOf(argument: DocumentedArgument): { count: number; all: boolean } {
  if (argument.type === 'block') return surelyValues(argument.arguments);
  if (argument.type !== 'oneof') return { count: 1, all: true };
  const branches = argument.arguments.map((branch) => surelyValues([branch]));
  const fewest = Math.min(...branches.map(({ count }) => count));
  return { count: fewest, all: branches.every(({ count, all }) => all && count === fewest) };
}
