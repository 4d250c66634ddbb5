/** Samewire itself, as `samewire run` does it: lanes, decoding, judging, the result document. */

import type { Lineage } from '../harness/compare/since.ts';
import { judge } from '../harness/compare/verdict.ts';
import { buildDocument, type Claims, listClaims } from '../harness/results/build.ts';
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { LIMITS } from '../harness/run/limits.ts';
import { type Outcomes, runOnTarget } from '../harness/run/target-run.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { Way } from './rounds.ts';
import type { Workload } from './workload.ts';

export interface SamewireWay extends Way {
  /** The document of the last pass; `undefined` before the first. */
  readonly document: ResultDocument | undefined;
}

/** Each pass is a whole run with connections of its own, but for starting the server. */
export function samewire(
  workload: Workload,
  target: RunningTarget,
  lineage: Lineage,
  signal: AbortSignal,
): SamewireWay {
  let document: ResultDocument | undefined;
  // As a run does while its servers start; the bytes of the bare socket are made beforehand too.
  const claims = listClaims(workload.suites);
  return {
    name: 'Samewire',
    get document() {
      return document;
    },
    pass: async () => {
      const outcomes = await runOnTarget(target, workload.cells, {
        limits: LIMITS,
        now: () => performance.now(),
        signal,
        nonEmpty: false,
        startDedicated: () => Promise.reject(new Error('no case here asks for it')),
      });
      document = documentOf(workload, claims, target, lineage, outcomes);
      return workload.cells.length;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function documentOf(
  { cells }: Workload,
  claims: Claims,
  { spec, startedAs }: RunningTarget,
  { product, version, level }: Lineage,
  outcomes: Outcomes,
): ResultDocument {
  const { name, driver } = spec;
  return buildDocument({
    version: '',
    machine: { os: process.platform, arch: process.arch, cpus: 0 },
    policy: 'strict',
    baseline: 'contract',
    claims,
    targets: [{ name, driver, product, version, startedAs, identity: {} }],
    rows: cells.map(({ row, subject, context, protocol }) => {
      const outcome = outcomes.get(row) ?? { kind: 'skipped', why: 'it was never reached' };
      const judged = [{ name, product, version, level, outcome }];
      return {
        row,
        subject,
        context,
        protocol,
        verdicts: judge(subject, protocol, judged, 'contract'),
        tookMs: [outcome.kind === 'observed' ? outcome.tookMs : 0],
      };
    }),
    startedAt: '',
    durationMs: 0,
  });
}
