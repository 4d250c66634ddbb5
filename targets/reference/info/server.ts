/** INFO server and clients. */
import type { Core } from '../core.ts';
import { REDIS_VERSION, SAMEWIRE_VERSION, SERVER_NAME } from '../version.ts';
import type { Fields } from './fields.ts';

const SECONDS_PER_DAY = 86400;
// The clock of the LRU policies has 24 bits.
const LRU_CLOCK_LIMIT = 2 ** 24;

export function server(core: Core): Fields {
  const { settings, nowMs } = core;
  const uptime = Math.floor((nowMs - core.startedAtMs) / 1000);
  return {
    server_name: SERVER_NAME,
    samewire_version: SAMEWIRE_VERSION,
    redis_version: REDIS_VERSION,
    redis_git_sha1: '00000000',
    redis_git_dirty: 0,
    redis_build_id: 0,
    redis_mode: 'standalone',
    os: core.process.platform,
    arch_bits: 64,
    monotonic_clock: 'node',
    multiplexing_api: 'node',
    atomicvar_api: 'node',
    gcc_version: '0.0.0',
    process_id: core.process.id,
    process_supervised: 'no',
    run_id: core.runId,
    tcp_port: settings.port,
    server_time_usec: nowMs * 1000,
    uptime_in_seconds: uptime,
    uptime_in_days: Math.floor(uptime / SECONDS_PER_DAY),
    hz: settings.hz,
    configured_hz: settings.hz,
    lru_clock: Math.floor(nowMs / 1000) % LRU_CLOCK_LIMIT,
    executable: core.process.executable,
    config_file: core.configFile,
    io_threads_active: 0,
    listener0: `name=tcp,bind=${settings.bind},port=${settings.port}`,
  };
}

export function clients(core: Core): Fields {
  const connections = [...core.connections.values()];
  const { databases } = core.keyspace;
  const waiters = connections.flatMap(({ waiter }) => waiter ?? []);
  return {
    connected_clients: connections.length,
    cluster_connections: 0,
    maxclients: core.settings.maxclients,
    client_recent_max_input_buffer: Math.max(
      0,
      ...connections.map(({ parser }) => parser.pendingBytes),
    ),
    client_recent_max_output_buffer: 0,
    blocked_clients:
      waiters.length + connections.filter(({ postponed }) => postponed !== undefined).length,
    tracking_clients: core.tracking.clients,
    clients_in_timeout_table: waiters.filter(({ timer }) => timer !== undefined).length,
    total_blocking_keys: databases.reduce((sum, db) => sum + db.waiters.size, 0),
    total_blocking_keys_on_nokey: databases.reduce((sum, db) => sum + db.waiters.missedKeys, 0),
  };
}
