/** What is measured: every shipped case that the harness sends in one write, in RESP2 and in RESP3. */
import { oneWrite } from '../harness/run/one-write.ts';
import { type PlannedCell, plan } from '../harness/run/plan.ts';
import type { Suite } from '../harness/suite/case.ts';
import type { Protocol } from '../harness/wire/reply.ts';

export const PROTOCOLS: readonly Protocol[] = [2, 3];

export interface Workload {
  readonly suites: readonly Suite[];
  /** One for each case and protocol, in the order of the suites. */
  readonly cells: readonly PlannedCell[];
}

export function workloadOf(shipped: readonly Suite[]): Workload {
  const suites = shipped
    .map((suite) => ({
      ...suite,
      cases: suite.cases.filter(
        (subject) => subject.isolation === 'keyspace' && oneWrite(subject) !== undefined,
      ),
    }))
    .filter(({ cases }) => cases.length > 0);
  return { suites, cells: plan(suites, PROTOCOLS) };
}
