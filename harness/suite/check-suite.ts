/** What only a suite as a whole can get wrong: its name, its cases' names, versions, commands. */
import type { Case, Since, Suite } from './case.ts';
import { commandName } from './command.ts';
import { isCommand, nearestCommand } from './known-commands.ts';
import { whyImpossible } from './lineages.ts';
import type { Path } from './load.ts';
import type { Report } from './report.ts';
import type { SuiteFile } from './suite-file.generated.ts';

function checkSince(since: Since, path: Path, report: Report): void {
  for (const [lineage, version] of Object.entries(since)) {
    const why = whyImpossible(lineage, version);
    if (why !== undefined) report.add([...path, lineage], `no ${lineage} ${version}: ${why}`);
  }
}

/** `name` is the one that the file has. */
export function checkSuite(name: string, file: SuiteFile, suite: Suite, report: Report): void {
  if (file.suite !== name) {
    const remedy = `Write \`suite: ${name}\`, or rename the file.`;
    report.add(['suite'], `the suite \`${file.suite}\` is in a file of another name`, remedy);
  }
  if (file.since !== undefined) checkSince(file.since, ['since'], report);
  for (const [i, { since }] of file.cases.entries()) {
    if (since !== undefined) checkSince(since, ['cases', i, 'since'], report);
  }
  checkNames(file, report);
  checkCommands(file, suite, report);
}

function checkNames({ cases }: SuiteFile, report: Report): void {
  const first = new Map<string, number>();
  for (const [i, { case: name }] of cases.entries()) {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, i);
      continue;
    }
    const { line } = report.place(['cases', before]);
    report.add(['cases', i, 'case'], `there is a case \`${name}\` already, in line ${line}`);
  }
}

/** Commands that no server we asked lists: a suite that says since when there are any, knows better. */
export function introduced({ commands, since }: SuiteFile): ReadonlySet<string> {
  return new Set(since === undefined ? [] : commands.filter((name) => !isCommand(name)));
}

/** The commands that a suite says it covers exist, and are sent. */
function checkCommands(file: SuiteFile, { cases }: Suite, report: Report): void {
  const { commands } = file;
  const brought = introduced(file);
  const sent = new Set(cases.flatMap(({ steps }) => steps.flatMap(namesIn)));
  const readsRaw = cases.some(({ steps }) => steps.some(({ kind }) => kind === 'raw'));
  for (const [i, name] of commands.entries()) {
    if (!isCommand(name) && !brought.has(name)) {
      const meant = nearestCommand(name);
      const remedy =
        meant === undefined
          ? 'If a release brought it, say since which one: `since` of the suite.'
          : `Did you mean \`${meant}\`?`;
      report.add(['commands', i], `unknown command \`${name}\``, remedy);
    } else if (!sent.has(name) && !readsRaw) {
      report.add(['commands', i], `no step sends \`${name}\``, 'Add a case, or take it out.');
    }
  }
}

/** The names that a step's command goes by: `object`, `object|encoding`. */
function namesIn(step: Case['steps'][number]): string[] {
  const name = 'command' in step ? commandName(step.command) : undefined;
  if (name === undefined || !('command' in step)) return [];
  const [, sub] = step.command.argv;
  return typeof sub === 'string' ? [name, `${name}|${sub.toLowerCase()}`] : [name];
}
