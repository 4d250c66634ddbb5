/** The channels among the arguments of a command. Leaving a channel needs no permission. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Command } from '../command-table.ts';

export interface NamedChannels {
  readonly kind: 'channel' | 'pattern';
  readonly channels: readonly ByteString[];
}

const PUBLISHING: ReadonlySet<string> = new Set(['publish', 'spublish']);
const SUBSCRIBING: ReadonlySet<string> = new Set(['subscribe', 'ssubscribe', 'psubscribe']);

export function channelsOf(
  { name, flags }: Command,
  argv: readonly ByteString[],
): NamedChannels | undefined {
  if (!flags.has('pubsub')) return undefined;
  if (PUBLISHING.has(name)) return { kind: 'channel', channels: argv.slice(1, 2) };
  if (!SUBSCRIBING.has(name)) return undefined;
  return { kind: name === 'psubscribe' ? 'pattern' : 'channel', channels: argv.slice(1) };
}
