/**
 * Undoes what a server-wide case leaves on the server beside keys: functions, cached scripts, users,
 * logs, pauses. Which of these there can be is read from the commands that the case sends.
 */
import type { Address } from '../../targets/target.ts';
import type { Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString } from '../wire/reply.ts';
import { dial } from './dial.ts';
import type { Hygiene } from './hygiene.ts';
import type { Limits } from './limits.ts';
import { commandName, type PlannedCell } from './plan.ts';
import type { Questions } from './questions.ts';
import { locksOut } from './reach.ts';

/** Runs the undoing commands after the case. What a server does not know, it refuses, and nothing is lost. */
export function undoing(
  inner: Hygiene,
  questions: Questions,
  address: () => Address,
  limits: Limits,
): Hygiene {
  let inside: Connection | undefined;
  return {
    before: async (cell, database) => {
      inside = undefined;
      const readiness = await inner.before(cell, database);
      // Nobody calls `after` for a case that does not run.
      if (readiness.kind === 'ready' && cell.subject.steps.some(locksOut)) {
        inside = await enter(address(), limits);
      }
      return readiness;
    },
    after: async (cell, database) => {
      const commands = undoingCommands(cell);
      if (inside === undefined) {
        questions.later(commands);
      } else {
        inside.write(commands.map(encodeCommand).join(''));
        await inside.take(commands.length, limits.replyMs);
        inside.close();
      }
      await inner.after(cell, database);
    },
  };
}

/** Who was let in before the password changed stays in. */
async function enter(address: Address, limits: Limits): Promise<Connection | undefined> {
  const dialled = await dial(address, 2, 0, limits);
  return dialled.kind === 'connected' ? dialled.connection : undefined;
}

/** Command, or `command|subcommand`, that leaves something → what takes it away. */
const UNDO: Readonly<Record<string, readonly ByteString[][]>> = {
  acl: [['ACL', 'LOG', 'RESET']],
  auth: [['ACL', 'LOG', 'RESET']],
  'client|pause': [['CLIENT', 'UNPAUSE']],
  commandlog: [
    ['COMMANDLOG', 'RESET', 'slow'],
    ['COMMANDLOG', 'RESET', 'large-request'],
    ['COMMANDLOG', 'RESET', 'large-reply'],
  ],
  eval: [['SCRIPT', 'FLUSH']],
  eval_ro: [['SCRIPT', 'FLUSH']],
  'function|load': [['FUNCTION', 'FLUSH']],
  'function|restore': [['FUNCTION', 'FLUSH']],
  hello: [['ACL', 'LOG', 'RESET']],
  'hotkeys|start': [
    ['HOTKEYS', 'STOP'],
    ['HOTKEYS', 'RESET'],
  ],
  latency: [['LATENCY', 'RESET']],
  replicaof: [['REPLICAOF', 'NO', 'ONE']],
  'script|load': [['SCRIPT', 'FLUSH']],
  slaveof: [['REPLICAOF', 'NO', 'ONE']],
  slowlog: [['SLOWLOG', 'RESET']],
};

/** Pure: what has to be sent after the case, each command once. */
export function undoingCommands({ subject }: PlannedCell): ByteString[][] {
  const commands = subject.steps.flatMap((step) => {
    if (!('command' in step)) return [];
    const name = commandName(step) ?? '';
    const words = step.command.argv.map((word) => (typeof word === 'string' ? word : ''));
    const full = `${name}|${words[1]?.toLowerCase()}`;
    return [
      ...(UNDO[name] ?? []),
      ...(UNDO[full] ?? []),
      ...(full === 'acl|setuser' ? undoUser(words[2]) : []),
      ...(words.includes('requirepass') ? [['CONFIG', 'SET', 'requirepass', '']] : []),
    ];
  });
  return [...new Map(commands.map((argv) => [argv.join(' '), argv])).values()];
}

/** `default` is there on every server, and may do all; others were not there before the case. */
function undoUser(name: ByteString | undefined): ByteString[][] {
  if (name === undefined) return [];
  if (name !== 'default') return [['ACL', 'DELUSER', name]];
  return [
    ['ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '+@all'],
    // Unknown to Redis 6.0, which has no channels in its rules.
    ['ACL', 'SETUSER', 'default', '&*'],
  ];
}
