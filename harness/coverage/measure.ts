/** Suites against a surface: what of it they claim something about, and what they leave out. */
import type { Case, Context, Suite } from '../suite/case.ts';
import type { Protocol } from '../wire/reply.ts';
import { type Claim, claimsOf } from './claims.ts';
import { type ErrorClass, errorClass, hasWrongArity, raisable } from './error-class.ts';
import type { Surface, SurfaceCommand } from './surface.ts';
import { type SentArgument, tokensSent } from './tokens-sent.ts';

export interface Coverage {
  readonly servers: readonly string[];
  readonly commands: readonly CommandCoverage[];
  /** All cases of the suites, whatever they send. */
  readonly cases: number;
}

export interface CommandCoverage {
  readonly command: SurfaceCommand;
  /** Cases in which a step with a contract sends it. */
  readonly cases: number;
  readonly items: readonly Item[];
  /** How many steps provoke each class, also those that nothing says it can raise. */
  readonly provoked: Readonly<Partial<Record<ErrorClass, number>>>;
  readonly contexts: readonly Context[];
  readonly protocols: readonly Protocol[];
}

/** One thing to be covered: the command called with success, a token in such a call, a class of its errors. */
export interface Item {
  readonly kind: ItemKind;
  /** `command`, the token, or the class. */
  readonly name: string;
  readonly state: ItemState;
  /** Why it is left out on purpose. */
  readonly why?: string;
}

export type ItemKind = 'command' | 'token' | 'error';

/** `refused`: sent, but nowhere with success. */
export type ItemState = 'covered' | 'refused' | 'missing' | 'left-out';

/** What the cases did with a command so far. */
interface Tally {
  readonly cases: Set<string>;
  called: ItemState;
  readonly tokens: Map<string, ItemState>;
  readonly provoked: Map<ErrorClass, number>;
  readonly contexts: Set<Context>;
  readonly protocols: Set<Protocol>;
}

export function measure(suites: readonly Suite[], surface: Surface): Coverage {
  const tallies = new Map<string, Tally>();
  const cases = suites.flatMap((suite) => suite.cases);
  for (const subject of cases) {
    for (const claim of claimsOf(subject)) {
      const command = resolve(claim.argv, surface);
      if (command === undefined) continue;
      const tally = tallies.get(command.name) ?? emptyTally();
      tallies.set(command.name, tally);
      count(tally, command, claim, subject);
    }
  }
  return {
    servers: surface.servers,
    commands: [...surface.commands.values()].map((command) =>
      coverageOf(command, tallies.get(command.name) ?? emptyTally()),
    ),
    cases: cases.length,
  };
}

/** The command or subcommand that is called; `undefined` when no server of the surface has it. */
function resolve(argv: readonly SentArgument[], { commands }: Surface): SurfaceCommand | undefined {
  const [name = '', first = ''] = argv.map((argument) => argument?.toLowerCase());
  return commands.get(`${name}|${first}`) ?? commands.get(name);
}

function emptyTally(): Tally {
  return {
    cases: new Set(),
    called: 'missing',
    tokens: new Map(),
    provoked: new Map(),
    contexts: new Set(),
    protocols: new Set(),
  };
}

function count(tally: Tally, command: SurfaceCommand, { argv, outcome }: Claim, from: Case): void {
  tally.cases.add(from.id);
  for (const context of from.contexts) tally.contexts.add(context);
  for (const protocol of from.protocols) tally.protocols.add(protocol);
  const seen = outcome.kind === 'success' ? 'covered' : 'refused';
  tally.called = better(tally.called, seen);
  for (const token of tokensSent(argv.slice(words(command)), command)) {
    tally.tokens.set(token, better(tally.tokens.get(token), seen));
  }
  if (outcome.kind !== 'error') return;
  const provoked = classOf(outcome.text, argv, command);
  tally.provoked.set(provoked, (tally.provoked.get(provoked) ?? 0) + 1);
}

/** Where a contract asks for the code ERR alone, the command line can still tell. */
function classOf(text: string, argv: readonly SentArgument[], command: SurfaceCommand): ErrorClass {
  const told = errorClass(text, command);
  if (told !== undefined) return told;
  if (hasWrongArity(command, argv.length)) return 'arity';
  return command.container && argv.length > 1 ? 'subcommand' : 'specific';
}

function words({ name }: SurfaceCommand): number {
  return name.split('|').length;
}

function better(before: ItemState | undefined, now: 'covered' | 'refused'): ItemState {
  return before === 'covered' ? before : now;
}

function coverageOf(command: SurfaceCommand, tally: Tally): CommandCoverage {
  const { called, tokens, provoked } = tally;
  const callable: Item[] = isCallable(command)
    ? [{ kind: 'command', name: 'command', state: called }]
    : [];
  return {
    command,
    cases: tally.cases.size,
    items: [
      ...callable,
      ...command.tokens.map(
        ({ name }): Item => ({ kind: 'token', name, state: tokens.get(name) ?? 'missing' }),
      ),
      ...raisable(command).map(
        (name): Item => ({
          kind: 'error',
          name,
          state: provoked.has(name) ? 'covered' : 'missing',
        }),
      ),
    ],
    provoked: Object.fromEntries(provoked),
    contexts: [...tally.contexts],
    protocols: [...tally.protocols].toSorted(),
  };
}

/** A container is no command by itself, unless its arity lets it stand alone, as COMMAND's does. */
function isCallable(command: SurfaceCommand): boolean {
  return !command.container || !hasWrongArity(command, 1);
}
