/**
 * Which differences were to be expected, and which expectations have gone stale. Pure.
 *
 * An expectation names cells by case, target and rung. A failing cell that none names is
 * unexpected, and so is one that contradicts its case's `since`. An expectation that names judged cells, none of which has its rung any more, is stale.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import schema from '../../suites/schema/known.schema.json' with { type: 'json' };
import type { Cell, ResultDocument, ResultRow, Rung, TargetRecord } from './document.generated.ts';
import { covers } from './version-range.ts';

export interface Expectation {
  readonly case: string;
  readonly target: string;
  /** `early`: the target does what `since` says it is too old for. */
  readonly rung: Rung | 'unstable' | 'early';
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
  const standings = expectations.map((expectation) => new Standing(expectation));
  const about = finder(standings);
  const unexpected: NamedCell[] = [];
  const expected: (NamedCell & { expectation: Expectation })[] = [];
  for (const cell of namedCells(document)) {
    if (!isJudged(cell.cell)) continue;
    const naming = about(cell.case).filter((standing) => standing.names(cell));
    for (const standing of naming) standing.look(cell);
    if (!wantsReason(cell.cell)) continue;
    const match = naming.find(({ expectation }) => expectation.rung === rungOf(cell.cell));
    if (match === undefined) unexpected.push(cell);
    else expected.push({ ...cell, expectation: match.expectation });
  }
  const stale = standings.filter((standing) => standing.isStale).map((one) => one.expectation);
  return { unexpected, expected, stale };
}

/** An expectation, and what the cells say of it. */
class Standing {
  readonly expectation: Expectation;
  readonly id: RegExp;
  readonly #product: string;
  readonly #range: string;
  #seen = false;
  #holds = false;

  constructor(expectation: Expectation) {
    const at = expectation.target.indexOf('@');
    this.expectation = expectation;
    this.id = glob(expectation.case);
    this.#product = expectation.target.slice(0, at);
    this.#range = expectation.target.slice(at + 1);
  }

  /** Whether it speaks of the cell; that the case fits is known. */
  names({ context, protocol, target }: NamedCell): boolean {
    return (
      target.product === this.#product &&
      (this.expectation.protocol ?? protocol) === protocol &&
      (this.expectation.context ?? context) === context &&
      covers(this.#range, target.version)
    );
  }

  look({ cell }: NamedCell): void {
    this.#seen = true;
    this.#holds ||= rungOf(cell) === this.expectation.rung;
  }

  get isStale(): boolean {
    return this.#seen && !this.#holds;
  }
}

/** Finds what may speak of a case: there are thousands of cells, and each is asked about. */
function finder(standings: readonly Standing[]): (id: string) => readonly Standing[] {
  const known = new Map<string, readonly Standing[]>();
  return (id) => {
    const found = known.get(id) ?? standings.filter((standing) => standing.id.test(id));
    known.set(id, found);
    return found;
  };
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

function wantsReason({ verdict, fails, early }: Cell): boolean {
  return verdict === 'unstable' || early === true || (verdict === 'different' && fails === true);
}

function isJudged({ verdict }: Cell): boolean {
  return verdict === 'same' || verdict === 'different' || verdict === 'unstable';
}

function rungOf(cell: Cell): Expectation['rung'] | undefined {
  if (cell.early) return 'early';
  return cell.verdict === 'unstable' ? 'unstable' : cell.rung;
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${escaped}$`);
}
