/** INFO memory: by estimate what 7.2 would take, and what the process takes beside it. */
import type { Core } from '../core.ts';
import { EMPTY_SERVER_BYTES } from '../memory/ledger.ts';
import { type Fields, humanBytes, percent, ratio } from './fields.ts';

export function memory(core: Core): Fields {
  const { keyspace, settings } = core;
  const used = keyspace.ledger.usedBytes(keyspace);
  const peak = core.memoryPeak.note(used);
  const data = used - EMPTY_SERVER_BYTES;
  const { residentBytes, heapBytes, systemBytes } = core.process.memory();
  const scripts = core.scriptFacts();
  return {
    used_memory: used,
    used_memory_human: humanBytes(used),
    used_memory_rss: residentBytes,
    used_memory_rss_human: humanBytes(residentBytes),
    used_memory_peak: peak,
    used_memory_peak_human: humanBytes(peak),
    used_memory_peak_perc: percent(used, peak),
    used_memory_overhead: EMPTY_SERVER_BYTES,
    used_memory_startup: EMPTY_SERVER_BYTES,
    used_memory_dataset: data,
    used_memory_dataset_perc: percent(data, data),
    allocator_allocated: heapBytes,
    allocator_active: heapBytes,
    allocator_resident: residentBytes,
    total_system_memory: systemBytes,
    total_system_memory_human: humanBytes(systemBytes),
    used_memory_lua: 0,
    used_memory_vm_eval: 0,
    used_memory_lua_human: humanBytes(0),
    used_memory_scripts_eval: scripts.cachedBytes,
    number_of_cached_scripts: scripts.cached,
    number_of_functions: scripts.functions,
    number_of_libraries: scripts.libraries,
    used_memory_vm_functions: 0,
    used_memory_vm_total: 0,
    used_memory_vm_total_human: humanBytes(0),
    used_memory_functions: scripts.functionBytes,
    used_memory_scripts: scripts.cachedBytes + scripts.functionBytes,
    used_memory_scripts_human: humanBytes(scripts.cachedBytes + scripts.functionBytes),
    maxmemory: settings.maxmemory,
    maxmemory_human: humanBytes(settings.maxmemory),
    maxmemory_policy: settings['maxmemory-policy'],
    allocator_frag_ratio: '1.00',
    allocator_frag_bytes: 0,
    allocator_rss_ratio: ratio(residentBytes, heapBytes),
    allocator_rss_bytes: residentBytes - heapBytes,
    rss_overhead_ratio: '1.00',
    rss_overhead_bytes: 0,
    mem_fragmentation_ratio: ratio(residentBytes, used),
    mem_fragmentation_bytes: residentBytes - used,
    mem_not_counted_for_evict: 0,
    mem_replication_backlog: 0,
    mem_total_replication_buffers: 0,
    mem_clients_slaves: 0,
    mem_clients_normal: 0,
    mem_cluster_links: 0,
    mem_aof_buffer: 0,
    mem_allocator: 'node',
    active_defrag_running: 0,
    lazyfree_pending_objects: 0,
    lazyfreed_objects: 0,
  };
}
