/** `redis.call` and `redis.pcall`: a command of the script, on the one path that all commands take. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { accessRefusalInScript } from '../../acl/refuse-access.ts';
import type { Outcome } from '../../command.ts';
import type { Command } from '../../command-table.ts';
import { countError, execute } from '../../dispatch.ts';
import { miscounted } from '../../refusal.ts';
import { error, NULL } from '../../replies.ts';
import type { ScriptHost } from '../host.ts';
import { LuaError } from '../lua/error.ts';
import type { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import type { RunningScript } from '../running.ts';
import { commandArguments } from './command-arguments.ts';
import { countedErrorTable, errorTable } from './error-table.ts';
import { replyToLua } from './reply-to-lua.ts';
import { writeRefusal } from './write-checks.ts';

/** Runs a command; its error ends the script. */
export function call(host: ScriptHost, values: readonly LuaValue[]): LuaValue[] {
  const result = callCommand(host, values);
  if (result.failed) throw new LuaError(result.value);
  return [result.value];
}

/** Runs a command; its error is a table. */
export function pcall(host: ScriptHost, values: readonly LuaValue[]): LuaValue[] {
  return [callCommand(host, values).value];
}

type Result =
  | { readonly failed: false; readonly value: LuaValue }
  | { readonly failed: true; readonly value: LuaTable };

function callCommand(host: ScriptHost, values: readonly LuaValue[]): Result {
  const { running } = host;
  if (running === undefined) throw new Error('a command was called outside of a script');
  const words = commandArguments(values);
  if ('problem' in words) return { failed: true, value: errorTable(words.problem) };
  const { argv } = words;
  const command = host.core.commands.find(argv);
  const refusal = refusalInScript(running, command, argv);
  if (command === undefined || refusal !== undefined) return refused(host, command, refusal ?? '');
  if (command.flags.has('write')) running.wrote = true;
  const reply = atOnce(execute(host.connectionOf(running), command, argv));
  return reply.type === 'error'
    ? { failed: true, value: countedErrorTable(reply.text) }
    : { failed: false, value: replyToLua(reply, running.protocol) };
}

function refused(host: ScriptHost, command: Command | undefined, why: string): Result {
  if (command !== undefined) command.rejectedCalls += 1;
  countError(host.core, why);
  return { failed: true, value: countedErrorTable(why) };
}

/** The error text for a command that this script may not call, or not now. */
function refusalInScript(
  running: RunningScript,
  command: Command | undefined,
  argv: readonly ByteString[],
): string | undefined {
  if (command === undefined) return 'ERR Unknown Redis command called from script';
  if (miscounted(command, argv) !== undefined) {
    return 'ERR Wrong number of args calling Redis command from script';
  }
  if (command.flags.has('noscript')) return 'ERR This Redis command is not allowed from script';
  return accessRefusalInScript(running.caller, command, argv) ?? writeRefusal(running, command);
}

const CANNOT_WAIT = error('ERR A script cannot wait for another server');

/** Nothing blocks inside a script: what would, answers as if its time were up. */
function atOnce(outcome: Outcome): Reply {
  switch (outcome.type) {
    case 'block':
      return outcome.immediateReply ?? outcome.timeoutReply;
    case 'none':
      return NULL;
    // MIGRATE, which has not begun yet.
    case 'later':
      return CANNOT_WAIT;
    default:
      return outcome;
  }
}
