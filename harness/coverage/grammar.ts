/**
 * What is needed of a command's documented arguments to find its option tokens in what a case sends.
 *
 * This is no parser of commands: servers document some arguments more loosely than they read them,
 * and a parser would refuse cases that every server accepts.
 */
import { byText } from './by-text.ts';

/** An argument as COMMAND DOCS describes it. */
export interface DocumentedArgument {
  /** `key`, `string`, `integer`, `pure-token`, `oneof`, `block`, … */
  readonly type: string;
  /** In capitals. */
  readonly token?: string;
  /** `optional`, `multiple`, `multiple_token` */
  readonly flags: readonly string[];
  /** Inside of a `oneof` or `block`. */
  readonly arguments: readonly DocumentedArgument[];
}

/** Arguments that are surely plain values, whatever they look like. */
export interface Values {
  readonly count: number;
  /** More of them may follow: members, fields, keys. */
  readonly more: boolean;
}

/** An option token with the values that belong to it: `EX` has one, `LIMIT` two. */
export interface Token extends Values {
  readonly name: string;
}

export interface Grammar {
  /** What stands before any token can. */
  readonly leading: Values;
  /** Each token once, by name. */
  readonly tokens: readonly Token[];
  /** Whether some argument is an integer, a double or a time. */
  readonly numeric: boolean;
}

export function grammarOf(documented: readonly DocumentedArgument[]): Grammar {
  const all = documented.flatMap(withInner);
  const { count, end } = plainValues(documented);
  return {
    leading: { count, more: end === 'repeated' },
    tokens: joinTokens(all.flatMap(tokenOf)),
    numeric: all.some(({ type }) => NUMERIC.has(type)),
  };
}

/** The grammar of a command that two servers document: what is sure for both. */
export function joinGrammars(a: Grammar, b: Grammar): Grammar {
  return {
    leading: joinValues(a.leading, b.leading),
    tokens: joinTokens([...a.tokens, ...b.tokens]),
    numeric: a.numeric || b.numeric,
  };
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'double', 'unix-time']);

function withInner(argument: DocumentedArgument): DocumentedArgument[] {
  return [argument, ...argument.arguments.flatMap(withInner)];
}

function tokenOf(argument: DocumentedArgument): Token[] {
  const { token: name, ...value } = argument;
  if (name === undefined) return [];
  if (argument.type === 'pure-token') return [{ name, count: 0, more: false }];
  // With `multiple_token` it is the token that repeats, not its values.
  const repeats = value.flags.includes('multiple') && !value.flags.includes('multiple_token');
  const { count, end } = plainValues([{ ...value, flags: repeats ? ['multiple'] : [] }]);
  return [{ name, count, more: end === 'repeated' }];
}

function joinTokens(tokens: readonly Token[]): Token[] {
  const joined = new Map<string, Token>();
  for (const token of tokens) {
    joined.set(token.name, { ...token, ...joinValues(token, joined.get(token.name) ?? token) });
  }
  return [...joined.values()].toSorted(byText(({ name }) => name));
}

function joinValues(a: Values, b: Values): Values {
  return { count: Math.min(a.count, b.count), more: a.more || b.more };
}

/** How a run of plain values ends: with the arguments, in one that repeats, or where a token may stand. */
interface Run {
  readonly count: number;
  readonly end: 'all' | 'repeated' | 'open';
}

/** The plain values that the arguments begin with. */
function plainValues(documented: readonly DocumentedArgument[]): Run {
  let count = 0;
  for (const argument of documented) {
    const { token, flags } = argument;
    if (token !== undefined || flags.includes('optional')) return { count, end: 'open' };
    const inner = plainValuesOfOne(argument);
    count += inner.count;
    if (inner.end !== 'all') return { count, end: inner.end };
    if (flags.includes('multiple')) return { count, end: 'repeated' };
  }
  return { count, end: 'all' };
}

function plainValuesOfOne({ type, arguments: inner }: DocumentedArgument): Run {
  if (type === 'pure-token') return { count: 0, end: 'open' };
  if (type === 'block') return plainValues(inner);
  if (type !== 'oneof') return { count: 1, end: 'all' };
  const branches = inner.map((branch) => plainValues([branch]));
  const [first, ...others] = branches;
  const alike = others.every((one) => one.count === first?.count && one.end === first.end);
  if (first !== undefined && alike) return first;
  return { count: Math.min(...branches.map(({ count }) => count)), end: 'open' };
}
