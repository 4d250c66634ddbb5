/**
 * One suite file's text to a `Suite`. Pure: who reads files is `read-suites.ts`.
 *
 * load (YAML to values with places) → validate (against the schema) → compile (bytes and matchers)
 * → check (what only the whole case shows). Each stage reports all it finds; a later one runs only
 * on what the earlier ones let through.
 */
import type { Protocol } from '../wire/reply.ts';
import type { Case, Isolation, Suite } from './case.ts';
import { checkSteps } from './check-steps.ts';
import { checkSuite, introduced } from './check-suite.ts';
import { compileStep } from './compile-step.ts';
import { possibleContexts, usualContexts } from './contexts.ts';
import { listening } from './listening.ts';
import { load, type Path } from './load.ts';
import { type Report, reportOn } from './report.ts';
import type { SuiteError } from './suite-error.ts';
import type { SuiteFile, Case as WrittenCase } from './suite-file.generated.ts';
import { asSuiteFile, validate } from './validate.ts';

/** A suite file, read. */
export interface SuiteSource {
  /** For places: as a person would find it. */
  readonly file: string;
  /** The name of the folder that it is in. */
  readonly group: string;
  /** The file's own name without `.yaml`. */
  readonly name: string;
  readonly text: string;
  /** `sha256:` and the hex digest of the file's bytes. */
  readonly digest: string;
}

export type Compiled =
  | { readonly kind: 'suite'; readonly suite: Suite }
  | { readonly kind: 'errors'; readonly errors: readonly SuiteError[] };

/** The suite, or every mistake in it. */
export function compileSuite(source: SuiteSource): Compiled {
  const loaded = load(source.file, source.text);
  const errors =
    loaded.value === undefined ? loaded.errors : bothOf(loaded.errors, validate(loaded));
  if (errors.length > 0) return { kind: 'errors', errors: inOrder(errors) };
  const file = asSuiteFile(loaded);
  const report = reportOn(loaded);
  const suite = {
    group: source.group,
    name: file.suite,
    title: file.title,
    commands: file.commands,
    ...(file.see !== undefined && { see: file.see }),
    digest: source.digest,
    cases: file.cases.map((written, i) =>
      compileCase(written, file, source.group, ['cases', i], report),
    ),
  };
  checkSuite(source.name, file, suite, report);
  return report.errors.length > 0
    ? { kind: 'errors', errors: inOrder(report.errors) }
    : { kind: 'suite', suite };
}

/** What is wrong with how a value is written says enough; the schema need not refuse it as well. */
function bothOf(written: readonly SuiteError[], refused: readonly SuiteError[]): SuiteError[] {
  const key = ({ place: { line, column } }: SuiteError): string => `${line}:${column}`;
  const places = new Set(written.map(key));
  return [...written, ...refused.filter((error) => !places.has(key(error)))];
}

function inOrder(errors: readonly SuiteError[]): SuiteError[] {
  return errors.toSorted(({ place: a }, { place: b }) => a.line - b.line || a.column - b.column);
}

function compileCase(
  written: WrittenCase,
  file: SuiteFile,
  group: string,
  path: Path,
  report: Report,
): Case {
  const protocols: readonly Protocol[] = written.protocols ?? [2, 3];
  const stepsPath = [...path, 'steps'];
  const steps = written.steps.map((step, i) =>
    compileStep(step, protocols, [...stepsPath, i], report),
  );
  checkSteps(steps, written.steps, stepsPath, report, introduced(file));
  const since = written.since ?? file.since;
  return {
    id: `${group}/${file.suite}/${written.case}`,
    title: written.title ?? written.case.replaceAll('-', ' '),
    place: report.place(path),
    ...(since !== undefined && { since }),
    isolation: isolationOf(written, steps, path, report),
    config: written.config ?? {},
    protocols,
    contexts: contextsOf(written, steps, path, report),
    known: written.known ?? [],
    steps,
  };
}

function isolationOf(
  written: WrittenCase,
  steps: Case['steps'],
  path: Path,
  report: Report,
): Isolation {
  if (written.config === undefined) {
    const isolation = written.isolation ?? 'keyspace';
    const command = isolation === 'keyspace' ? listening(steps) : undefined;
    if (command !== undefined) {
      const problem = `\`${command.replace('|', ' ')}\` hears what other cases do meanwhile`;
      report.add(path, problem, 'Add `isolation: server`.');
    }
    return isolation;
  }
  if (written.isolation !== undefined && written.isolation !== 'dedicated') {
    const remedy = 'Leave `isolation` out: a case with `config` gets a server of its own.';
    report.add([...path, 'isolation'], '`config` needs `isolation: dedicated`', remedy);
  }
  return 'dedicated';
}

function contextsOf(
  written: WrittenCase,
  steps: Case['steps'],
  path: Path,
  report: Report,
): Case['contexts'] {
  if (written.contexts === undefined) return usualContexts(steps);
  const possible = possibleContexts(steps);
  for (const [i, context] of written.contexts.entries()) {
    if (possible.includes(context)) continue;
    const problem = `the steps cannot be lifted into \`${context}\``;
    report.add([...path, 'contexts', i], problem, 'Leave it out.');
  }
  if (written.why === undefined) {
    report.add([...path, 'contexts'], '`contexts` without a reason', 'Add it as `why: …`.');
  }
  return written.contexts;
}
