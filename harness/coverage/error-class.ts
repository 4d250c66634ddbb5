/** The kinds of mistakes that error replies are about, and which of them a command can be made to reply. */
import { errorCode } from '../wire/reply.ts';
import type { SurfaceCommand } from './surface.ts';

export type ErrorClass = 'arity' | 'subcommand' | 'syntax' | 'type' | 'range' | 'specific';

/** In the order of reports. Nothing tells whether a command has `specific` errors: they are never demanded. */
export const ERROR_CLASSES: readonly ErrorClass[] = [
  'arity',
  'subcommand',
  'syntax',
  'type',
  'range',
  'specific',
];

/** What the class of an error depends on, besides the error. */
type Blamed = Pick<SurfaceCommand, 'name' | 'container'>;

/**
 * The class of an error reply to the command, by how servers of this family word it. `undefined`
 * when only the general code ERR is known, which says nothing.
 */
export function errorClass(said: string, command: Blamed): ErrorClass | undefined {
  if (said === '' || said === 'ERR') return undefined;
  // EXEC tells its own mistakes as the reason for discarding.
  const text = said.replace(
    /^EXECABORT Transaction discarded because of: (?=wrong number)/,
    'ERR ',
  );
  if (isPassedOn(text, command)) return 'specific';
  const code = errorCode(text);
  if (code === 'WRONGTYPE') return 'type';
  if (code !== 'ERR') return 'specific';
  // What cannot be an unknown subcommand is arguments that make no sense.
  if (/^ERR unknown subcommand or wrong number/i.test(text) && !command.container) return 'syntax';
  return WORDINGS.find(([, wording]) => wording.test(text))?.[0] ?? 'specific';
}

/** Whether the mistake is that of another command, called by a script. */
function isPassedOn(text: string, { name }: Blamed): boolean {
  if (/script: [0-9a-f]{40}\b|from script$/.test(text)) return true;
  const [, blamed] = /^ERR wrong number of arguments for '([^']*)' command/.exec(text) ?? [];
  return blamed !== undefined && ![name, name.split('|')[0]].includes(blamed.toLowerCase());
}

/** The first that fits counts. */
const WORDINGS: readonly (readonly [ErrorClass, RegExp])[] = [
  ['subcommand', /unknown subcommand|Unknown PFDEBUG subcommand/i],
  ['arity', /wrong number of arguments/i],
  ['type', /must contain string values|should be of string type/],
  ['syntax', /syntax error|not compatible|at the same time|mutually exclusive|exactly one of/i],
  [
    'syntax',
    /(?:unknown|unsupported|unrecognized) (?:XCLAIM )?(?:option|argument|attribute|unit|sort metric)/i,
  ],
  ['syntax', /unknown (?:client type|type name)|invalid (?:option|argument|condition|OVERFLOW)/i],
  [
    'syntax',
    /invalid CLUSTER SETSLOT action|argument requires|please just use|Missing (?:GROUP|timeout|ranges)/i,
  ],
  [
    'syntax',
    /only supports? |only supported by|can only be used|supports a single|missing or not at the/,
  ],
  ['syntax', /one of the following|should be TIMEOUT or ERROR|must be (?:WRITE or ALL|ON or OFF)/],
  [
    'syntax',
    /Use SCRIPT DEBUG|Wrong restore policy|(?:IDMP-[A-Z]+|IDMPAUTO) specified multiple|Multiple filters/,
  ],
  ['range', /not an? (?:valid )?(?:integer|float|double|number)|hash value is not|need numeric/i],
  ['range', /out of range|overflow|NaN|negative|positive|must be >|must be 1 or 0|can't be zero/i],
  ['range', /(?:greater|less|bigger|smaller) than|at least (?:1 input|3 vertices)|must match the/i],
  [
    'range',
    /(?:must|should) be between|lie in between|converted into double|string range|must be exactly 16 hex/,
  ],
  ['range', /invalid (?:expire time|TTL|cursor|longitude|number|(?:first |second )?DB|client ID)/i],
  [
    'range',
    /invalid (?:COUNT|EF|EPSILON|FILTER-EF|M)\b|invalid (?:slot|\w+ port|config epoch|\S+ (?:option )?argument for)/i,
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
  const can: Readonly<Record<ErrorClass, boolean>> = {
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
export function hasWrongArity(
  { arities }: Pick<SurfaceCommand, 'arities'>,
  words: number,
): boolean {
  return arities.some((arity) => (arity < 0 ? words < -arity : words !== arity));
}
