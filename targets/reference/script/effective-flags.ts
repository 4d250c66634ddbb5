/**
 * What a request will do is not always told by its command: a script or a function that declares
 * flags is judged by them, as if it were a command of its own.
 */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { CommandError, type CommandFlag } from '../command.ts';
import type { Command } from '../command-table.ts';
import type { Core } from '../core.ts';
import type { DeclaredFlags } from './flags.ts';
import { splitScript } from './shebang.ts';

export function effectiveFlags(
  core: Core,
  command: Command,
  argv: readonly ByteString[],
): ReadonlySet<CommandFlag> {
  // Looked at before anything else, as it is asked of every request.
  if (!command.flags.has('no_mandatory_keys') || !RUNNERS.has(command.name)) return command.flags;
  const declared = declaredBy(core, command.name, argv[1] ?? '');
  return declared === undefined ? command.flags : asDeclared(command, declared);
}

const RUNNERS: ReadonlySet<string> = new Set([
  'eval',
  'eval_ro',
  'evalsha',
  'evalsha_ro',
  'fcall',
  'fcall_ro',
]);

function declaredBy({ scripts }: Core, runner: string, what: ByteString): DeclaredFlags {
  if (runner.startsWith('fcall')) return scripts.libraries.find(what)?.flags;
  if (runner.startsWith('evalsha')) return scripts.scripts.find(what)?.flags;
  return flagsOfText(what);
}

/** A first line that cannot be read declares nothing; running the script tells what is wrong. */
function flagsOfText(text: ByteString): DeclaredFlags {
  if (!text.startsWith('#!')) return undefined;
  try {
    return splitScript(text).flags;
  } catch (thrown) {
    if (thrown instanceof CommandError) return undefined;
    throw thrown;
  }
}

function asDeclared(
  { flags }: Command,
  declared: NonNullable<DeclaredFlags>,
): ReadonlySet<CommandFlag> {
  const effective = new Set(flags);
  effective.delete('stale');
  effective.delete('may_replicate');
  if (declared.has('allow-stale')) effective.add('stale');
  if (declared.has('no-writes')) return effective;
  effective.add('write');
  if (!declared.has('allow-oom')) effective.add('denyoom');
  return effective;
}
