/** What is noted of a command when it is done: how long it took, and whether that was too long. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { Command } from '../command-table.ts';
import type { Connection } from '../connection.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { redacted } from './redacted.ts';

/** Notes that a connection has called a command, which took so long. */
export function noteCall(
  connection: Connection,
  { command, argv }: { readonly command: Command; readonly argv: readonly ByteString[] },
  microseconds: number,
): void {
  const { core } = connection;
  const { settings } = core;
  command.calls += 1;
  command.microseconds += microseconds;
  if (settings['latency-tracking'] === 'yes') {
    command.histogram ??= new LatencyHistogram();
    command.histogram.record(microseconds);
  }
  const threshold = settings['slowlog-log-slower-than'];
  if (threshold >= 0 && microseconds >= threshold && !command.flags.has('skip_slowlog')) {
    core.slowLog.add(
      {
        atSeconds: Math.floor(core.nowMs / 1000),
        microseconds,
        argv: redacted(command.fullName, argv),
        address: connection.peer.address,
        clientName: connection.name,
      },
      settings['slowlog-max-len'],
    );
  }
  const monitored = settings['latency-monitor-threshold'];
  const milliseconds = Math.floor(microseconds / 1000);
  if (monitored === 0 || milliseconds < monitored) return;
  const event = command.flags.has('fast') ? 'fast-command' : 'command';
  core.latencyMonitor.add(event, Math.floor(core.nowMs / 1000), milliseconds);
}
