/**
 * What runs where: cases × protocols → cells, and for one target how its cells are spread. Pure.
 *
 * Nearly all cases touch nothing but keys. Those on one connection whose bytes are known beforehand
 * go out many at a time (`batches`); those that wait, branch on replies or change their connection
 * run one at a time, each in a database of its own (`alone`). Cases that touch the whole server run
 * after all others have ended (`server`), and those that want a configuration get a server for it.
 */
import type { Case, Context, Step, Suite } from '../suite/case.ts';
import type { ByteString, Protocol } from '../wire/reply.ts';
import { goesInBatches, lift } from './contexts/lift.ts';

/** One case in one context and protocol: a row of the matrix, before it has targets. */
export interface PlannedCell {
  /** Its row in the result document. */
  readonly row: number;
  readonly subject: Case;
  readonly context: Context;
  readonly protocol: Protocol;
}

/** What a run is asked for of every case. */
export interface Selection {
  readonly contexts: readonly Context[];
  readonly protocols: readonly Protocol[];
}

export interface Division {
  readonly batches: readonly (readonly PlannedCell[])[];
  readonly alone: readonly PlannedCell[];
  /** Cells that touch the whole server: many at a time, and one at a time. */
  readonly serverBatches: readonly (readonly PlannedCell[])[];
  readonly server: readonly PlannedCell[];
  readonly dedicated: readonly Dedicated[];
}

/** The cells that want a server started with one and the same configuration. */
export interface Dedicated {
  readonly config: Readonly<Record<string, string>>;
  readonly cells: readonly PlannedCell[];
}

// Enough to keep a server busy during one round trip, few enough to repeat when a server breaks off.
const BATCH_CELLS = 100;
const BATCH_BYTES = 48 * 1024;

/** The cells of a run, in the order of the suites. */
export function plan(suites: readonly Suite[], { contexts, protocols }: Selection): PlannedCell[] {
  return suites
    .flatMap((suite) => suite.cases)
    .flatMap((subject) =>
      subject.contexts
        .filter((context) => contexts.includes(context))
        .flatMap((context) =>
          subject.protocols
            .filter((protocol) => protocols.includes(protocol))
            .map((protocol) => ({ subject, context, protocol })),
        ),
    )
    .map((cell, row) => ({ row, ...cell }));
}

/** Spreads cells by what they need of a server. */
export function divide(cells: readonly PlannedCell[]): Division {
  const known = divided.get(cells);
  if (known !== undefined) return known;
  const division = divideAnew(cells);
  divided.set(cells, division);
  return division;
}

/** Every target of a run has the same cells. */
const divided = new WeakMap<readonly PlannedCell[], Division>();

function divideAnew(cells: readonly PlannedCell[]): Division {
  const {
    keyspace = [],
    server = [],
    dedicated = [],
  } = Object.groupBy(cells, (cell) => cell.subject.isolation);
  const { together = [], alone = [] } = Object.groupBy(keyspace, company);
  const { together: inOrder = [], alone: inTurn = [] } = Object.groupBy(server, company);
  return {
    batches: batchesOf(together),
    alone,
    serverBatches: batchesOf(inOrder),
    server: inTurn,
    dedicated: byConfig(dedicated),
  };
}

/** The same, with every cell on its own. */
export function oneByOne(division: Division): Division {
  const { batches, alone, serverBatches, server, dedicated } = division;
  return {
    batches: [],
    alone: [...batches.flat(), ...alone],
    serverBatches: [],
    server: [...serverBatches.flat(), ...server],
    dedicated,
  };
}

function company({ subject, context }: PlannedCell): 'together' | 'alone' {
  // What CONFIG SET puts in place has to be read before, and be put back from that.
  const together = goesInBatches(subject, context) && !subject.steps.some(setsConfig);
  return together ? 'together' : 'alone';
}

function setsConfig(step: Step): boolean {
  const words = 'command' in step ? step.command.argv : [];
  const [name, sub] = words.map((word) => (typeof word === 'string' ? word.toLowerCase() : ''));
  return name === 'config' && sub !== 'get';
}

/** By protocol first: a batch goes over one connection, and `plan` puts the two side by side. */
function batchesOf(cells: readonly PlannedCell[]): PlannedCell[][] {
  return [...Map.groupBy(cells, ({ protocol }) => protocol).values()].flatMap(inBatches);
}

/** The command that a step sends, in lower case; `undefined` when it sends none or the name has a hole. */
export function commandName(step: Step): ByteString | undefined {
  const name = 'command' in step ? step.command.argv[0] : undefined;
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

/** Cells of one protocol, a batch full at a time. */
function inBatches(cells: readonly PlannedCell[]): PlannedCell[][] {
  const batches: PlannedCell[][] = [];
  let bytes = 0;
  for (const cell of cells) {
    const open = batches.at(-1);
    const more = lift(cell.subject, cell.context)?.bytes.length ?? 0;
    bytes += more;
    if (open !== undefined && open.length < BATCH_CELLS && bytes <= BATCH_BYTES) {
      open.push(cell);
    } else {
      batches.push([cell]);
      bytes = more;
    }
  }
  return batches;
}

function byConfig(cells: readonly PlannedCell[]): Dedicated[] {
  const groups = Map.groupBy(cells, ({ subject }) =>
    JSON.stringify(Object.entries(subject.config).toSorted()),
  );
  return [...groups.values()].map((group) => ({
    config: group[0]?.subject.config ?? {},
    cells: group,
  }));
}
