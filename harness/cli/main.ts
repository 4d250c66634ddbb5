/**
 * `samewire`: one file for each subcommand, and here what becomes of what they throw.
 *
 * Results go to stdout, progress and problems to stderr. A mistake of the user's is shown without a
 * stack and exits 2; a bug of ours with one, and exits 70.
 */
import { Command, CommanderError } from 'commander';
import { TargetError } from '../../targets/target.ts';
import { ExpectationError } from '../results/expect.ts';
import { DocumentError } from '../results/text.ts';
import { SuiteErrors } from '../suite/suite-error.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { suitesCommand } from './commands/suites.ts';
import { targetsCommand } from './commands/targets.ts';
import { EXIT, UsageError } from './exit-code.ts';
import { version } from './package.ts';

/** Runs the command line; sets the process' exit code and never rejects. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('samewire')
    .description(
      'Shows where servers that speak the Redis protocol differ: behaviour suites, run on each of\n' +
        'them, compared reply by reply.',
    )
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExample:\n  samewire run --targets redis@7.0,valkey@9.1   # what changes for an application that moves?',
    );
  for (const command of [
    runCommand(),
    reportCommand(),
    suitesCommand(),
    targetsCommand(),
    serveCommand(),
  ]) {
    program.addCommand(inheritingExit(command));
  }
  // A reader that has seen enough (`samewire suites list | head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.asExpected);
  });
  try {
    await program.parseAsync(argv as string[]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Commander exits the process by itself unless each command is told not to. */
function inheritingExit(command: Command): Command {
  command.exitOverride().showSuggestionAfterError();
  for (const child of command.commands) inheritingExit(child);
  return command;
}

/** Says what went wrong, and gives the exit code for it. */
function report(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT.asExpected : EXIT.wrongInput;
  if (error instanceof SuiteErrors) {
    const { length } = error.errors;
    return complain(
      `${error.message}\n${length} ${length === 1 ? 'mistake' : 'mistakes'}; nothing was run`,
    );
  }
  if (error instanceof UsageError) return complain(withRemedy(error));
  if (error instanceof ExpectationError || error instanceof DocumentError)
    return complain(error.message);
  if (error instanceof TargetError) {
    complain(withRemedy(error));
    return EXIT.wrongInput;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`samewire ${version} failed, and that is a bug of ours:\n${stack}\n`);
  return EXIT.bug;
}

function complain(text: string): number {
  process.stderr.write(`samewire: ${text}\n`);
  return EXIT.wrongInput;
}

function withRemedy({ message, remedy }: { message: string; remedy: string | undefined }): string {
  return remedy === undefined ? message : `${message}. ${remedy}`;
}
