/** INFO: sections of `name:value` lines. Fields that have no meaning here are left out. */
import type { Command } from './command-table.ts';
import type { Core } from './core.ts';
import type { Database } from './keyspace.ts';
import { REDIS_VERSION, SAMEWIRE_VERSION, SERVER_NAME } from './version.ts';

type Fields = Readonly<Record<string, string | number>>;

const SECONDS_PER_DAY = 86400;

function server(core: Core): Fields {
  const uptime = Math.floor((core.nowMs - core.startedAtMs) / 1000);
  return {
    server_name: SERVER_NAME,
    samewire_version: SAMEWIRE_VERSION,
    redis_version: REDIS_VERSION,
    redis_mode: 'standalone',
    os: core.process.platform,
    arch_bits: 64,
    multiplexing_api: 'node',
    process_id: core.process.id,
    run_id: core.runId,
    tcp_port: core.settings.port,
    server_time_usec: core.nowMs * 1000,
    uptime_in_seconds: uptime,
    uptime_in_days: Math.floor(uptime / SECONDS_PER_DAY),
    hz: core.settings.hz,
    configured_hz: core.settings.hz,
    config_file: '',
  };
}

function clients(core: Core): Fields {
  const connections = [...core.connections.values()];
  const { databases } = core.keyspace;
  return {
    connected_clients: connections.length,
    cluster_connections: 0,
    maxclients: core.settings.maxclients,
    blocked_clients: connections.filter(({ waiter }) => waiter !== undefined).length,
    tracking_clients: core.tracking.clients,
    total_blocking_keys: databases.reduce((sum, db) => sum + db.waiters.size, 0),
  };
}

function memory(core: Core): Fields {
  return {
    used_memory: core.process.usedMemoryBytes(),
    maxmemory: core.settings.maxmemory,
    maxmemory_policy: core.settings['maxmemory-policy'],
  };
}

function persistence(core: Core): Fields {
  return {
    loading: 0,
    async_loading: 0,
    rdb_changes_since_last_save: core.keyspace.dirty,
    rdb_bgsave_in_progress: 0,
    rdb_last_save_time: Math.floor(core.startedAtMs / 1000),
    rdb_last_bgsave_status: 'ok',
    aof_enabled: 0,
    aof_rewrite_in_progress: 0,
  };
}

function stats(core: Core): Fields {
  const errors = [...core.errorCounts.values()].reduce((sum, count) => sum + count, 0);
  return {
    total_connections_received: core.connectionsReceived,
    total_commands_processed: core.commandsProcessed,
    rejected_connections: core.connectionsRejected,
    expired_keys: core.keyspace.expiredKeys,
    evicted_keys: 0,
    keyspace_hits: core.keyspace.hits,
    keyspace_misses: core.keyspace.misses,
    pubsub_channels: core.pubsub.channels.size,
    pubsub_patterns: core.pubsub.patterns.size,
    pubsubshard_channels: core.pubsub.shardChannels.size,
    tracking_total_keys: core.tracking.counts.keys,
    tracking_total_items: core.tracking.counts.items,
    tracking_total_prefixes: core.tracking.counts.prefixes,
    total_error_replies: errors,
    acl_access_denied_auth: core.acl.log.counts.auth,
    acl_access_denied_cmd: core.acl.log.counts.command,
    acl_access_denied_key: core.acl.log.counts.key,
    acl_access_denied_channel: core.acl.log.counts.channel,
  };
}

function replication(): Fields {
  return { role: 'master', connected_slaves: 0, master_repl_offset: 0 };
}

function cpu(core: Core): Fields {
  const { system, user } = core.process.cpuSeconds();
  return { used_cpu_sys: system.toFixed(6), used_cpu_user: user.toFixed(6) };
}

function commandStats(core: Core): Fields {
  const counted = [...core.commands.all()].filter(
    ({ calls, failedCalls, rejectedCalls }) => calls + failedCalls + rejectedCalls > 0,
  );
  return Object.fromEntries(
    counted.map((command) => [`cmdstat_${command.fullName}`, tally(command)]),
  );
}

/** Times are not taken: reading a clock twice would cost as much as many a command. */
function tally({ calls, rejectedCalls, failedCalls }: Command): string {
  return `calls=${calls},usec=0,usec_per_call=0.00,rejected_calls=${rejectedCalls},failed_calls=${failedCalls}`;
}

function errorStats(core: Core): Fields {
  const sorted = [...core.errorCounts].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([code, count]) => [`errorstat_${code}`, `count=${count}`]));
}

function keyspace(core: Core): Fields {
  const used = core.keyspace.databases.filter((db) => db.entries.size > 0);
  return Object.fromEntries(used.map((db) => [`db${db.index}`, databaseLine(db, core.nowMs)]));
}

// Enough to tell the order of magnitude, as the original's estimate does.
const TTL_SAMPLE = 100;

function databaseLine({ entries, volatile }: Database, nowMs: number): string {
  const sample = Array.from({ length: Math.min(volatile.size, TTL_SAMPLE) }, (_, index) =>
    Math.max(0, Number(volatile.at(index)?.at ?? nowMs) - nowMs),
  );
  const sum = sample.reduce((total, ttl) => total + ttl, 0);
  const average = sample.length === 0 ? 0 : Math.floor(sum / sample.length);
  return `keys=${entries.size},expires=${volatile.size},avg_ttl=${average}`;
}

const SECTIONS: Readonly<Record<string, (core: Core) => Fields>> = {
  Server: server,
  Clients: clients,
  Memory: memory,
  Persistence: persistence,
  Stats: stats,
  Replication: replication,
  CPU: cpu,
  Modules: () => ({}),
  Commandstats: commandStats,
  Errorstats: errorStats,
  Cluster: () => ({ cluster_enabled: 0 }),
  Keyspace: keyspace,
};

const NOT_BY_DEFAULT = 'Commandstats';

/** The text of INFO for the sections asked for, by name in any case; none means the usual ones. */
export function infoText(core: Core, asked: readonly string[]): string {
  const names = new Set(asked.map((name) => name.toLowerCase()));
  const usual = names.size === 0 || names.has('default');
  const all = names.has('all') || names.has('everything');
  return Object.entries(SECTIONS)
    .filter(([name]) => all || names.has(name.toLowerCase()) || (usual && name !== NOT_BY_DEFAULT))
    .map(([name, section]) => sectionText(name, section(core)))
    .join('\r\n');
}

function sectionText(name: string, fields: Fields): string {
  const lines = Object.entries(fields).map(([field, value]) => `${field}:${value}`);
  return [`# ${name}`, ...lines].map((line) => `${line}\r\n`).join('');
}
