/** What only the steps of a case together can get wrong. */
import type { Case, Step } from './case.ts';
import { commandName, holesOf } from './command.ts';
import { isCommand, nearestCommand } from './known-commands.ts';
import type { Path } from './load.ts';
import type { Report } from './report.ts';
import type { Step as WrittenStep } from './suite-file.generated.ts';

export function checkSteps(
  steps: Case['steps'],
  written: readonly WrittenStep[],
  path: Path,
  report: Report,
  introduced: ReadonlySet<string>,
): void {
  for (const [i, step] of steps.entries()) {
    checkCommand(step, written[i], [...path, i], report, introduced);
    checkCanReply(step, written[i], [...path, i], report);
  }
  checkReceives(steps, path, report);
  checkVariables(steps, path, report);
}

/** A command may be unknown only where the case is about the error that follows. */
function checkCommand(
  step: Step,
  written: WrittenStep | undefined,
  path: Path,
  report: Report,
  introduced: ReadonlySet<string>,
): void {
  if (!('command' in step)) return;
  const name = commandName(step.command);
  if (name === undefined || isCommand(name) || introduced.has(name)) return;
  if (claimsError(written)) return;
  const meant = nearestCommand(name);
  const remedy =
    meant === undefined
      ? 'Claim the error that it replies, or name it in `commands`, with `since`.'
      : `Did you mean \`${meant.toUpperCase()}\`?`;
  report.add(commandPath(step, written, path), `unknown command \`${name.toUpperCase()}\``, remedy);
}

function commandPath(step: Step, written: WrittenStep | undefined, path: Path): Path {
  if (Array.isArray(written)) return [...path, 0];
  return step.kind === 'send' ? [...path, 'send', 0] : [...path, step.kind, 'send', 0];
}

function claimsError(written: WrittenStep | undefined): boolean {
  if (written === undefined || Array.isArray(written) || !('send' in written)) return false;
  const reply = written.reply ?? written.resp3 ?? written.resp2;
  return typeof reply === 'object' && reply !== null && 'error' in reply;
}

/** A contract where no reply comes: the one of a pending step, and after CLIENT REPLY OFF or SKIP. */
function checkCanReply(
  step: Step,
  written: WrittenStep | undefined,
  path: Path,
  report: Report,
): void {
  if (written === undefined || Array.isArray(written)) return;
  const claim = ['reply', 'resp2', 'resp3', 'bytes', 'closed', 'save'].find(
    (word) => word in written,
  );
  if (claim === undefined) return;
  if ('pending' in step && step.pending) {
    const remedy = `Put \`${claim}\` at the \`receive\` that takes the reply.`;
    report.add([...path, claim], 'a contract on a step whose reply must not come yet', remedy);
  }
  if (step.kind === 'send' && silencesReplies(step)) {
    const remedy = 'Write `pending: true` instead.';
    report.add([...path, claim], 'a contract on a step that cannot reply', remedy);
  }
}

function silencesReplies({ command: { argv } }: Extract<Step, { kind: 'send' }>): boolean {
  return /^client reply (?:off|skip)$/i.test(argv.join(' '));
}

/** Commands after which more comes than was asked for. */
const HEARS_MORE = /^(?:[ps]?(?:un)?subscribe|monitor|p?sync|client|exec)$/;

/** Each `receive` needs a reply that is still to come, or a connection that is told things unasked. */
function checkReceives(steps: readonly Step[], path: Path, report: Report): void {
  const pending = new Map<string, number>();
  const hearsMore = new Set<string>();
  for (const [i, step] of steps.entries()) {
    const count = pending.get(step.on) ?? 0;
    if ('pending' in step && step.pending) pending.set(step.on, count + 1);
    if (step.kind === 'raw') hearsMore.add(step.on);
    if (step.kind === 'send' && HEARS_MORE.test(commandName(step.command) ?? '')) {
      hearsMore.add(step.on);
    }
    if (step.kind !== 'receive' || step.contract.reply === undefined) continue;
    if (count > 0) pending.set(step.on, count - 1);
    else if (!hearsMore.has(step.on)) {
      const remedy = 'Mark the step that it belongs to with `pending: true`.';
      report.add([...path, i], `nothing is pending on connection \`${step.on}\``, remedy);
    }
  }
}

/** Every hole has been saved before, and everything saved fills a hole. */
function checkVariables(steps: readonly Step[], path: Path, report: Report): void {
  const unused = new Map<string, number>();
  const saved = new Set<string>();
  for (const [i, step] of steps.entries()) {
    for (const hole of 'command' in step ? holesOf(step.command) : []) {
      unused.delete(hole);
      if (saved.has(hole) || (step.kind === 'fill' && hole === 'i')) continue;
      const remedy = `Add \`save: ${hole}\` to an earlier step.`;
      report.add([...path, i], `\`\${${hole}}\` was never saved`, remedy);
    }
    for (const name of Object.keys('save' in step ? step.save : {})) {
      saved.add(name);
      unused.set(name, i);
    }
  }
  for (const [name, i] of unused) {
    report.add([...path, i, 'save'], `\`${name}\` is saved and never used`, 'Delete the `save`.');
  }
}
