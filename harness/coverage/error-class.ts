/** The kinds of mistakes that error replies are about, and which of them a command can be made to reply. */
import { errorCode } from '../wire/reply.ts';
import type { SurfaceCommand } from './surface.ts';

export type ErrorClass = 'arity' | 'subcommand' | 'syntax' | 'type' | 'range' | 'specific';

/** In the order of reports. Nothing tells whether a command has errors of its own: `specific` is never demanded. */
export const ERROR_CLASSES: readonly ErrorClass[] = [
  'arity',
  'subcommand',
  'syntax',
  'type',
  'range',
  'specific',
];

/**
 * The class of an error by its text, as servers of this family word it. `undefined` when only the
 * general code ERR is known, which says nothing.
 */
export function errorClass(text: string): ErrorClass | undefined {
  const code = errorCode(text);
  if (code === 'WRONGTYPE') return 'type';
  if (text === '' || text === 'ERR') return undefined;
  if (code !== 'ERR') return 'specific';
  return WORDINGS.find(([, wording]) => wording.test(text))?.[0] ?? 'specific';
}

/** The first that fits counts: an unknown subcommand is told with "wrong number of arguments", too. */
const WORDINGS: readonly (readonly [ErrorClass, RegExp])[] = [
  ['subcommand', /unknown subcommand/i],
  ['arity', /wrong number of (?:arguments|args)/i],
  [
    'range',
    /not an? (?:valid )?(?:integer|float|double|number)|out of range|negative|positive|greater than|less than|would overflow|NaN|invalid (?:expire|DB|TTL|cursor|longitude)|not valid (?:string )?range|converted into double|need numeric/i,
  ],
  [
    'syntax',
    /syntax error|unknown (?:option|argument|attribute)|un(?:supported|recognized|known)|not compatible|at the same time|exclusive|only supports?|must be (?:one of|WRITE)/i,
  ],
];

/** Groups whose commands work on one type of value. */
const TYPED: ReadonlySet<string> = new Set([
  ...['string', 'bitmap', 'list', 'set', 'sorted-set', 'hash'],
  ...['stream', 'geo', 'hyperloglog', 'module'],
]);

/** The classes that the command can raise, as far as that follows from what servers document of it. */
export function raisable(command: SurfaceCommand): ErrorClass[] {
  const { name, container, arities, tokens, group, readsKey, numeric } = command;
  const words = name.split('|').length;
  const can: Record<ErrorClass, boolean> = {
    // "At least its own name" can never be wrong.
    arity: arities.some((arity) => arity !== -words),
    subcommand: container,
    syntax: tokens.length > 0,
    type: readsKey && TYPED.has(group),
    range: numeric,
    specific: false,
  };
  return ERROR_CLASSES.filter((one) => can[one]);
}

/** Whether some server must refuse a command line of so many words, whatever they are. */
export function hasWrongArity({ arities }: SurfaceCommand, words: number): boolean {
  return arities.some((arity) => (arity < 0 ? words < -arity : words !== arity));
}
