/** MONITOR: a line for each command that runs, as `+1700000000.000000 [0 127.0.0.1:50000] "GET" "key"`. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Command } from './command-table.ts';
import type { Connection } from './connection.ts';
import { status } from './replies.ts';
import { redacted } from './statistics/redacted.ts';

/** Shows a command to those who watch, with its client's address; one of a script comes from `lua`. */
export function showToMonitors(
  connection: Connection,
  { command, argv }: { readonly command: Command; readonly argv: readonly ByteString[] },
): void {
  const { core } = connection;
  const from = connection.caller === undefined ? connection.peer.address : 'lua';
  const words = redacted(command.fullName, argv).map((argument) => ` ${quoted(argument)}`);
  const line = status(
    `${timestamp(core.clock())} [${connection.db.index} ${from}]${words.join('')}`,
  );
  for (const monitor of core.monitors) monitor.show(line);
}

/** Administrative commands are not for everybody's eyes. */
export function isShown({ flags }: Command): boolean {
  return !flags.has('admin') && !flags.has('skip_monitor');
}

function timestamp(nowMs: number): string {
  const microseconds = String(Math.floor((nowMs % 1000) * 1000)).padStart(6, '0');
  return `${Math.floor(nowMs / 1000)}.${microseconds}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
};

/** In double quotes, with escapes for what is not printable ASCII. */
export function quoted(text: ByteString): string {
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    (char) => ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}
