/** Which rows of the document the page is about. Pure. */
import type { Cell, ResultDocument, ResultRow } from '../../harness/results/document.generated.ts';
import { parentOf, suiteId } from '../matrix.ts';
import { outcome } from '../tally.ts';
import { isPair, type ViewState } from './view-state.ts';

/** For each case, what the text filter searches: id, title, commands of the suite, in lower case. */
export type SearchIndex = ReadonlyMap<string, string>;

export function searchIndex({ suites, cases }: ResultDocument): SearchIndex {
  const commands = new Map(
    suites.map((suite) => [suiteId(suite), suite.commands.join(' ').replaceAll('|', ' ')]),
  );
  return new Map(
    cases.map(({ id, title }) => [
      id,
      `${id} ${title} ${commands.get(parentOf(id)) ?? ''}`.toLowerCase(),
    ]),
  );
}

/** True for the rows that every part of the filter lets through. */
export function rowFilter(
  document: ResultDocument,
  index: SearchIndex,
  state: ViewState,
): (row: ResultRow) => boolean {
  const tests = [
    protocolAndContext(state),
    textFilter(index, state),
    wordFilter(state),
    pairFilter(document, state),
  ].filter((test) => test !== undefined);
  return (row) => tests.every((test) => test(row));
}

type Test = ((row: ResultRow) => boolean) | undefined;

function protocolAndContext({ protocol, context }: ViewState): Test {
  if (protocol === undefined && context === undefined) return undefined;
  return (row) =>
    row.protocol === (protocol ?? row.protocol) && row.context === (context ?? row.context);
}

/** Every word of the text must occur. */
function textFilter(index: SearchIndex, { text }: ViewState): Test {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return (row) => words.every((word) => index.get(row.case)?.includes(word));
}

function wordFilter({ show }: ViewState): Test {
  if (show.length === 0) return undefined;
  return ({ cells }) => cells.some((cell) => show.includes(wordOf(cell)));
}

/** What a cell is called in the filter: the rung of a difference, the verdict of all others. */
export function wordOf(cell: Cell): string {
  return cell.verdict === 'different' ? (cell.rung ?? outcome(cell)) : cell.verdict;
}

function pairFilter({ targets }: ResultDocument, { pair }: ViewState): Test {
  if (!isPair(pair)) return undefined;
  const [first, second] = pair.map((name) => targets.findIndex((target) => target.name === name));
  return ({ cells }) => disagree(cells[first ?? -1], cells[second ?? -1]);
}

/**
 * Whether two targets are seen to behave differently. Both are compared with a third, the baseline,
 * so two that depart from it agree only when they depart with the same reply in the same place.
 */
export function disagree(a: Cell | undefined, b: Cell | undefined): boolean {
  if (a === undefined || b === undefined || !tells(a) || !tells(b)) return false;
  return behaviour(a) !== behaviour(b);
}

function tells({ verdict }: Cell): boolean {
  return verdict === 'same' || verdict === 'different' || verdict === 'absent';
}

function behaviour({ verdict, differences = [] }: Cell): string {
  const departures = differences.map(({ step, rung, at, found }) => [step, rung, at, found.says]);
  return JSON.stringify([verdict, departures]);
}
