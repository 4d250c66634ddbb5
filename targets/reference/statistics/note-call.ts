/** What is noted of a command when it is done: how long it took, and whether that was too long. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Command } from '../command-table.ts';
import type { Connection } from '../connection.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { noteEvent } from './note-event.ts';
import { redacted } from './redacted.ts';

interface Call {
  readonly command: Command;
  readonly argv: readonly ByteString[];
}

/** Notes that a connection has called a command, which took so long. */
export function noteCall(connection: Connection, call: Call, microseconds: number): void {
  const { command } = call;
  const { tracksLatency, slowFrom } = connection.core.hot;
  command.calls += 1;
  command.microseconds += microseconds;
  if (tracksLatency) {
    command.histogram ??= new LatencyHistogram();
    command.histogram.record(microseconds);
  }
  if (microseconds >= slowFrom) noteSlow(connection, call, microseconds);
  noteEvent(connection.core, command.flags.has('fast') ? 'fast-command' : 'command', microseconds);
}

function noteSlow(
  { core, peer, name }: Connection,
  { command, argv }: Call,
  microseconds: number,
): void {
  if (command.flags.has('skip_slowlog')) return;
  core.slowLog.add(
    {
      atSeconds: Math.floor(core.nowMs / 1000),
      microseconds,
      argv: redacted(command.fullName, argv),
      address: peer.address,
      clientName: name,
    },
    core.settings['slowlog-max-len'],
  );
}
