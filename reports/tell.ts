/** A finding in words, for every report that has room for a sentence. */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import type { Finding } from './differences.ts';
import { LADDER } from './ladder.ts';

/** What the document is about: `1,234 cases on 9 targets, compared with the contract, policy client`. */
export function summaryLine({ cases, targets, baseline, policy }: ResultDocument): string {
  const compared = baseline === 'contract' ? 'the contract' : baseline;
  return `${count(cases, 'case')} on ${count(targets, 'target')}, compared with ${compared}, policy ${policy}`;
}

/** `1 case`, `1,234 cases`. */
export function count(things: readonly unknown[], word: string): string {
  const number = String(things.length).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${number} ${word}${things.length === 1 ? '' : 's'}`;
}

/** Who does what: `GETEX is unknown, or its option is`. */
export function headlineOf({ commands, rung }: Finding): string {
  return `${list(commands, 3)} ${LADDER[rung].does}`;
}

/** How widely: `in 4 cases on redis@6.0 and redict@7.3`. */
export function spreadOf({ cases, targets }: Finding): string {
  return `in ${count(cases, 'case')} on ${list(targets, 4)}`;
}

/** The whole finding with its evidence, one paragraph of plain text. */
export function tell(finding: Finding): string {
  const { record, row, target, difference } = finding.evidence;
  const step = record.steps[difference.step - 1];
  return [
    `${headlineOf(finding)} (${finding.rung}) ${spreadOf(finding)}.`,
    `After ${step?.says ?? `step ${difference.step}`}`,
    `${difference.against === 'contract' ? 'the contract' : difference.against} has ${difference.wanted.says}`,
    `and ${target.name} has ${difference.found.says}`,
    `(${record.id}, ${row.context}, RESP${row.protocol}, step ${difference.step}).`,
  ].join(' ');
}

/** `a, b and 3 more`: at most `max` words are named. */
export function list(words: readonly string[], max: number): string {
  if (words.length <= max) {
    const last = words.at(-1) ?? '';
    return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
  }
  return `${words.slice(0, max).join(', ')} and ${words.length - max} more`;
}
