/**
 * Changes between two servers by cause: what a person would call the same change stands once, with
 * the plainest place where it was seen. Pure.
 */
import type { ResultRow, Rung } from '../harness/results/document.generated.ts';
import { compareRungs } from './ladder.ts';
import type { Sighting } from './release-changes.ts';
import { DIGEST, errorText, plainKind, sideText } from './side.ts';

export interface Cause {
  readonly rung: Rung;
  readonly commands: readonly string[];
  /** Ids, that of the plainest place first. */
  readonly cases: readonly string[];
  /** The only one of both protocols that shows it, if it is one. */
  readonly protocol: ResultRow['protocol'] | undefined;
  readonly says: string;
  readonly before: string;
  readonly after: string;
}

/** The causes, worst rung first, then by command. */
export function causesOf(sightings: readonly Sighting[]): Cause[] {
  const alike = Map.groupBy(sightings, identify);
  return [...alike.values()].map(toCause).toSorted(bySeverity);
}

/**
 * Texts of errors come from code that commands share, so there the command does not count, unless all
 * commands say the same of very different things. Of two texts only the words that changed do: `script: 5f2e…, on` for `script: on` is one change, whatever
 * the script had done.
 */
function identify({ rung, before, after, place }: Sighting): string {
  const [was, is] = [errorText(before), errorText(after)].map(withoutNames);
  if (was !== undefined && is !== undefined) {
    return [rung, ...(rung === 'error-text' ? changedWords(was, is) : [was, is])].join('\n');
  }
  if (rung === 'ok-vs-error') {
    const command = SAYS_LITTLE.test(was ?? is ?? '') ? place.command : '';
    return [rung, command, was, is].join('\n');
  }
  return [rung, place.command, plainKind(before), plainKind(after)].join('\n');
}

const SAYS_LITTLE = /^ERR (?:syntax error|wrong number|value is not|unknown option)|^[A-Z]*$/i;

/** The text without what varies from case to case: quoted names, digests, numbers. */
function withoutNames(text: string | undefined): string | undefined {
  return text
    ?.replace(/'[^']*'|`[^`]*`|"[^"]*"/g, (quoted) => `${quoted[0]}…${quoted[0]}`)
    .replace(DIGEST, 'digest')
    .replace(/\d+/g, '0');
}

function changedWords(before: string, after: string): string[] {
  const [was, is] = [before.split(' '), after.split(' ')];
  const least = Math.min(was.length, is.length);
  let start = 0;
  while (start < least && was[start] === is[start]) start++;
  let end = 0;
  while (end < least - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  return [was, is].map((words) => words.slice(start, words.length - end).join(' '));
}

function toCause(sightings: readonly Sighting[]): Cause {
  const plainest = sightings.reduce((a, b) => (b.step < a.step ? b : a));
  const protocols = unique(sightings.map(({ row }) => row.protocol));
  const { rung, record, place } = plainest;
  return {
    rung,
    commands: unique([plainest, ...sightings].map((seen) => seen.place.command)),
    cases: unique([record, ...sightings.map((seen) => seen.record)].map(({ id }) => id)),
    protocol: protocols.length > 1 || plainest.alone ? undefined : protocols[0],
    says: place.says,
    before: sideText(plainest.before),
    after: sideText(plainest.after),
  };
}

function bySeverity(a: Cause, b: Cause): number {
  return (
    compareRungs(a.rung, b.rung) ||
    compareTexts(a.commands[0] ?? '', b.commands[0] ?? '') ||
    compareTexts(a.cases[0] ?? '', b.cases[0] ?? '')
  );
}

/** By code unit: the same on every machine. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
