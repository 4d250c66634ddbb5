import type { StepRecord, SuiteRecord } from '../harness/results/document.generated.ts';

/**
 * The command that a step is about: `GET`, `OBJECT ENCODING` where the suite says that OBJECT holds
 * subcommands, and what the step says of itself where it sends no command.
 */
export function commandName(
  step: StepRecord | undefined,
  suite: Pick<SuiteRecord, 'commands'> | undefined,
): string {
  const [command, subcommand] = step?.send ?? [];
  if (command === undefined) return step?.says ?? 'the case';
  const word = command.toUpperCase();
  if (subcommand === undefined) return word;
  const known = suite?.commands.includes(`${command}|${subcommand}`.toLowerCase());
  return known ? `${word} ${subcommand.toUpperCase()}` : word;
}
