/** Holding up the commands of all clients: CLIENT PAUSE, DEBUG SLEEP. */
import { settle } from './connection.ts';
import type { Core, Pause } from './core.ts';

/** Starts a pause, or extends the one that is on: the later end and the stricter kind count. */
export function pauseClients(core: Core, asked: Pause): void {
  const current = core.pause;
  const untilMs = Math.max(asked.untilMs, current?.untilMs ?? 0);
  const only = asked.only === 'all' || current?.only === 'all' ? 'all' : 'write';
  if (core.pauseTimer !== undefined) core.timers.clear(core.pauseTimer);
  core.pause = { untilMs, only };
  core.pauseTimer = core.timers.set(() => {
    unpauseClients(core);
    settle(core);
  }, untilMs - core.nowMs);
}

/** Ends a pause; what was held up runs once the current command is done. */
export function unpauseClients(core: Core): void {
  core.pause = undefined;
  if (core.pauseTimer !== undefined) core.timers.clear(core.pauseTimer);
  core.pauseTimer = undefined;
  for (const connection of core.postponed) core.unsettled.add(connection);
  core.postponed.clear();
}
