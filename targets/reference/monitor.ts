/** MONITOR: a line for each command that runs, as `+1700000000.000000 [0 127.0.0.1:50000] "GET" "key"`. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Command } from './command-table.ts';
import type { Connection } from './connection.ts';
import { status } from './replies.ts';

/** Shows a command to those who watch; `from` is the client's address, or `lua`. */
export function showToMonitors(
  connection: Connection,
  { command, argv }: { readonly command: Command; readonly argv: readonly ByteString[] },
  from: string = connection.peer.address,
): void {
  const { core } = connection;
  const words = redacted(command, argv).map((argument) => ` ${quoted(argument)}`);
  const line = status(
    `${timestamp(core.clock())} [${connection.db.index} ${from}]${words.join('')}`,
  );
  for (const monitor of core.monitors) monitor.send(line);
}

/** Administrative commands are not for everybody's eyes. */
export function isShown({ flags }: Command): boolean {
  return !flags.has('admin') && !flags.has('skip_monitor');
}

function timestamp(nowMs: number): string {
  const microseconds = String(Math.floor((nowMs % 1000) * 1000)).padStart(6, '0');
  return `${Math.floor(nowMs / 1000)}.${microseconds}`;
}

const REDACTED = '(redacted)';

/** The arguments without the passwords of AUTH and of HELLO … AUTH. */
function redacted({ name }: Command, argv: readonly ByteString[]): readonly ByteString[] {
  if (name === 'auth') return argv.map((argument, index) => (index === 0 ? argument : REDACTED));
  if (name !== 'hello') return argv;
  const auth = argv.findIndex((argument, index) => index > 1 && argument.toUpperCase() === 'AUTH');
  return argv.map((argument, index) =>
    auth > 0 && (index === auth + 1 || index === auth + 2) ? REDACTED : argument,
  );
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
