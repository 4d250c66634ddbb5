/**
 * Which differences were to be expected, and which expectations have gone stale. Pure.
 *
 * An expectation names cells by case, target and rung. A failing cell that none names is
 * unexpected. An expectation that names judged cells, none of which has its rung any more, is stale.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import schema from '../../suites/schema/known.schema.json' with { type: 'json' };
import type { Cell, ResultDocument, ResultRow, Rung, TargetRecord } from './document.generated.ts';
import { covers } from './version-range.ts';

export interface Expectation {
  readonly case: string;
  readonly target: string;
  readonly rung: Rung | 'unstable';
  readonly context?: ResultRow['context'];
  readonly protocol?: 2 | 3;
  readonly why: string;
  readonly issue?: string;
  /** The file that states it, for messages. */
  readonly file: string;
}

/** One cell, with all that names it. */
export interface NamedCell {
  readonly case: string;
  readonly context: ResultRow['context'];
  readonly protocol: 2 | 3;
  readonly target: TargetRecord;
  readonly cell: Cell;
}

export interface Reckoning {
  /** Failing or unstable cells that no expectation names. */
  readonly unexpected: readonly NamedCell[];
  /** Failing or unstable cells that one does. */
  readonly expected: readonly (NamedCell & { readonly expectation: Expectation })[];
  readonly stale: readonly Expectation[];
}

export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';
}

const isFile = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile<{
  known: Omit<Expectation, 'file'>[];
}>(schema);

/** Reads a file of expectations; throws an `ExpectationError` that lists its mistakes. */
export function parseExpectations(file: string, text: string): Expectation[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new ExpectationError(`${file}: ${(cause as Error).message}`, { cause });
  }
  if (isFile(value)) return value.known.map((entry) => ({ ...entry, file }));
  const problems = (isFile.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${file}: ${instancePath || '/'} ${message}${named(params.additionalProperty)}`,
  );
  throw new ExpectationError(problems.join('\n'));
}

/** Which property there must not be; in YAML's flow style a comma in a reason makes one. */
function named(property: unknown): string {
  return typeof property === 'string' ? `, such as "${property}" (quote texts with commas)` : '';
}

export function reckon(document: ResultDocument, expectations: readonly Expectation[]): Reckoning {
  const cells = namedCells(document);
  const matchers = expectations.map((expectation) => ({ expectation, names: namer(expectation) }));
  const unexpected: NamedCell[] = [];
  const expected: (NamedCell & { expectation: Expectation })[] = [];
  for (const cell of cells) {
    if (!wantsReason(cell.cell)) continue;
    const match = matchers.find(
      ({ expectation, names }) => names(cell) && expectation.rung === rungOf(cell.cell),
    );
    if (match === undefined) unexpected.push(cell);
    else expected.push({ ...cell, expectation: match.expectation });
  }
  const stale = matchers
    .filter(({ expectation, names }) => {
      const named = cells.filter((cell) => isJudged(cell.cell) && names(cell));
      return named.length > 0 && named.every(({ cell }) => rungOf(cell) !== expectation.rung);
    })
    .map(({ expectation }) => expectation);
  return { unexpected, expected, stale };
}

function namedCells({ results, targets }: ResultDocument): NamedCell[] {
  return results.flatMap((row) =>
    row.cells.map((cell, i) => ({
      case: row.case,
      context: row.context,
      protocol: row.protocol,
      target: targets[i] as TargetRecord,
      cell,
    })),
  );
}

function wantsReason({ verdict, fails }: Cell): boolean {
  return verdict === 'unstable' || (verdict === 'different' && fails === true);
}

function isJudged({ verdict }: Cell): boolean {
  return verdict === 'same' || verdict === 'different' || verdict === 'unstable';
}

function rungOf(cell: Cell): Rung | 'unstable' | undefined {
  return cell.verdict === 'unstable' ? 'unstable' : cell.rung;
}

function namer(expectation: Expectation): (cell: NamedCell) => boolean {
  const id = glob(expectation.case);
  const at = expectation.target.indexOf('@');
  const product = expectation.target.slice(0, at);
  const range = expectation.target.slice(at + 1);
  return (cell) =>
    cell.target.product === product &&
    (expectation.protocol ?? cell.protocol) === cell.protocol &&
    (expectation.context ?? cell.context) === cell.context &&
    id.test(cell.case) &&
    covers(range, cell.target.version);
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${escaped}$`);
}
