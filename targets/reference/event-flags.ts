/** The letters of `notify-keyspace-events`. */
import type { EventClass } from './keyspace-events.ts';

/** In the order in which CONFIG GET gives them; `d` (modules) is accepted and never happens. */
const LETTERS: readonly (readonly [letter: string, eventClass: EventClass | 'module'])[] = [
  ['g', 'generic'],
  ['$', 'string'],
  ['l', 'list'],
  ['s', 'set'],
  ['h', 'hash'],
  ['z', 'sorted-set'],
  ['x', 'expired'],
  ['e', 'evicted'],
  ['t', 'stream'],
  ['d', 'module'],
];
const ALL = LETTERS.map(([letter]) => letter).join('');

// Beside `A`: which channels are used, and the classes that are not part of "all".
const OTHERS = 'nKEm';

export interface EventFlags {
  readonly keyspaceChannel: boolean;
  readonly keyeventChannel: boolean;
  readonly classes: ReadonlySet<EventClass | 'module'>;
}

/** The setting as 7.2 writes it back; `undefined` when a letter means nothing. */
export function normalEventFlags(text: string): string | undefined {
  const given = new Set(text.replaceAll('A', ALL));
  if ([...given].some((letter) => !`${ALL}${OTHERS}`.includes(letter))) return undefined;
  const named = [...ALL].filter((letter) => given.has(letter)).join('');
  const others = [...OTHERS].filter((letter) => given.has(letter)).join('');
  return `${named === ALL ? 'A' : named}${others}`;
}

/** A normal setting as CONFIG GET tells it: beside `A`, an `n` that is in force goes untold. */
export function shownEventFlags(setting: string): string {
  return setting.startsWith('A') ? setting.replace('n', '') : setting;
}

/** What a normal setting means. */
export function eventFlagsOf(text: string): EventFlags {
  const letters = new Set(text.replaceAll('A', ALL));
  const classes = new Set(
    LETTERS.filter(([letter]) => letters.has(letter)).map(([, eventClass]) => eventClass),
  );
  if (letters.has('m')) classes.add('key-miss');
  if (letters.has('n')) classes.add('new');
  return { keyspaceChannel: letters.has('K'), keyeventChannel: letters.has('E'), classes };
}
