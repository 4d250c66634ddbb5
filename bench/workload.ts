/**
 * What is measured: every shipped case that the harness sends in one write, in RESP2 and in RESP3; but
 * those that fill keys with hundreds of elements, which are all the server's work.
 */
import { goesInBatches } from '../harness/run/contexts/lift.ts';
import { type PlannedCell, plan } from '../harness/run/plan.ts';
import type { Suite } from '../harness/suite/case.ts';
import type { Protocol } from '../harness/wire/reply.ts';

export const PROTOCOLS: readonly Protocol[] = [2, 3];

/**
 * How often a pass goes through the cells, in one run: as many as four contexts will make of them. A
 * pass of 30 ms would mostly measure the opening of connections, which a run does once.
 */
const TIMES = 4;

export interface Workload {
  readonly suites: readonly Suite[];
  /** One for each case and protocol, in the order of the suites, and all of that several times. */
  readonly cells: readonly PlannedCell[];
}

export function workloadOf(shipped: readonly Suite[]): Workload {
  const suites = shipped
    .map((suite) => ({
      ...suite,
      cases: suite.cases.filter(
        (subject) =>
          subject.isolation === 'keyspace' &&
          goesInBatches(subject, 'plain') &&
          subject.steps.every(({ kind }) => kind === 'send'),
      ),
    }))
    .filter(({ cases }) => cases.length > 0);
  const once = plan(suites, { contexts: ['plain'], protocols: PROTOCOLS });
  const cells = Array.from({ length: TIMES }, () => once).flat();
  return { suites, cells: cells.map((cell, row) => ({ ...cell, row })) };
}
