/** INFO stats and CPU. */
import type { Core } from '../core.ts';
import type { Fields } from './fields.ts';

export function stats(core: Core): Fields {
  const { traffic, rates, keyspace, tracking, pubsub } = core;
  const errors = [...core.errorCounts.values()].reduce((sum, count) => sum + count, 0);
  return {
    total_connections_received: core.connectionsReceived,
    total_commands_processed: core.commandsProcessed,
    instantaneous_ops_per_sec: Math.floor(rates.perSecond('commands')),
    total_net_input_bytes: traffic.inputBytes,
    total_net_output_bytes: traffic.outputBytes,
    total_net_repl_input_bytes: 0,
    total_net_repl_output_bytes: 0,
    instantaneous_input_kbps: (rates.perSecond('inputBytes') / 1024).toFixed(2),
    instantaneous_output_kbps: (rates.perSecond('outputBytes') / 1024).toFixed(2),
    instantaneous_input_repl_kbps: '0.00',
    instantaneous_output_repl_kbps: '0.00',
    rejected_connections: core.connectionsRejected,
    sync_full: 0,
    sync_partial_ok: 0,
    sync_partial_err: 0,
    expired_keys: keyspace.expiredKeys,
    expired_stale_perc: '0.00',
    expired_time_cap_reached_count: 0,
    expire_cycle_cpu_milliseconds: 0,
    evicted_keys: core.eviction.evictedKeys,
    evicted_clients: 0,
    total_eviction_exceeded_time: 0,
    current_eviction_exceeded_time: 0,
    keyspace_hits: keyspace.hits,
    keyspace_misses: keyspace.misses,
    pubsub_channels: pubsub.channels.size,
    pubsub_patterns: pubsub.patterns.size,
    pubsubshard_channels: pubsub.shardChannels.size,
    latest_fork_usec: 0,
    total_forks: 0,
    migrate_cached_sockets: 0,
    slave_expires_tracked_keys: 0,
    active_defrag_hits: 0,
    active_defrag_misses: 0,
    active_defrag_key_hits: 0,
    active_defrag_key_misses: 0,
    total_active_defrag_time: 0,
    current_active_defrag_time: 0,
    tracking_total_keys: tracking.counts.keys,
    tracking_total_items: tracking.counts.items,
    tracking_total_prefixes: tracking.counts.prefixes,
    unexpected_error_replies: 0,
    total_error_replies: errors,
    dump_payload_sanitizations: 0,
    total_reads_processed: traffic.reads,
    total_writes_processed: traffic.writes,
    io_threaded_reads_processed: 0,
    io_threaded_writes_processed: 0,
    reply_buffer_shrinks: 0,
    reply_buffer_expands: 0,
    acl_access_denied_auth: core.acl.log.counts.auth,
    acl_access_denied_cmd: core.acl.log.counts.command,
    acl_access_denied_key: core.acl.log.counts.key,
    acl_access_denied_channel: core.acl.log.counts.channel,
  };
}

export function cpu(core: Core): Fields {
  const { system, user } = core.process.cpuSeconds();
  return {
    used_cpu_sys: system.toFixed(6),
    used_cpu_user: user.toFixed(6),
    used_cpu_sys_children: '0.000000',
    used_cpu_user_children: '0.000000',
    used_cpu_sys_main_thread: system.toFixed(6),
    used_cpu_user_main_thread: user.toFixed(6),
  };
}
