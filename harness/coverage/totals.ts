/** Coverage in numbers, and the floor under them. */
import type { CommandCoverage, Coverage, ItemKind } from './measure.ts';

export interface Share {
  readonly covered: number;
  /** Neither covered nor left out for a stated reason. */
  readonly missing: number;
  readonly leftOut: number;
}

export interface Totals {
  readonly commands: Share;
  readonly tokens: Share;
  readonly errors: Share;
  readonly cases: number;
}

export function totalsOf({ commands, cases }: Pick<Coverage, 'commands' | 'cases'>): Totals {
  return {
    commands: shareOf(commands, 'command'),
    tokens: shareOf(commands, 'token'),
    errors: shareOf(commands, 'error'),
    cases,
  };
}

function shareOf(commands: readonly CommandCoverage[], kind: ItemKind): Share {
  const states = commands
    .flatMap(({ items }) => items)
    .filter((item) => item.kind === kind)
    .map(({ state }) => state);
  const covered = states.filter((state) => state === 'covered').length;
  const leftOut = states.filter((state) => state === 'left-out').length;
  return { covered, leftOut, missing: states.length - covered - leftOut };
}

/** What is covered of all that is not left out for a reason, in percent with one decimal, cut: 100 is all. */
export function percent({ covered, missing }: Share): number {
  const all = covered + missing;
  return all === 0 ? 100 : Math.floor((1000 * covered) / all) / 10;
}

/** Percentages below which the suites must not fall, and a number of cases. */
export interface Floor {
  readonly commands: number;
  readonly tokens: number;
  readonly errors: number;
  readonly cases: number;
}

export interface Drop {
  readonly what: keyof Floor;
  readonly floor: number;
  readonly now: number;
}

export function floorOf({ commands, tokens, errors, cases }: Totals): Floor {
  return {
    commands: percent(commands),
    tokens: percent(tokens),
    errors: percent(errors),
    cases,
  };
}

/** What has fallen below the floor; nothing when all is well. */
export function dropsBelow(floor: Floor, totals: Totals): Drop[] {
  const now = floorOf(totals);
  return (['commands', 'tokens', 'errors', 'cases'] as const)
    .filter((what) => now[what] < floor[what])
    .map((what) => ({ what, floor: floor[what], now: now[what] }));
}
