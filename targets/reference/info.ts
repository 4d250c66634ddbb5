/** INFO: sections of `name:value` lines, each made by a function of `info/`. */
import type { Core } from './core.ts';
import { commandStats, errorStats, latencyStats } from './info/commands.ts';
import type { Fields } from './info/fields.ts';
import { keyspace } from './info/keyspace.ts';
import { memory } from './info/memory.ts';
import { persistence, replication } from './info/persistence.ts';
import { clients, server } from './info/server.ts';
import { cpu, stats } from './info/stats.ts';

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
  Latencystats: latencyStats,
  Cluster: () => ({ cluster_enabled: 0 }),
  Keyspace: keyspace,
};

const NOT_BY_DEFAULT: ReadonlySet<string> = new Set(['Commandstats', 'Latencystats']);

/** The text of INFO for the sections asked for, by name in any case; none means the usual ones. */
export function infoText(core: Core, asked: readonly string[]): string {
  const names = new Set(asked.map((name) => name.toLowerCase()));
  const usual = names.size === 0 || names.has('default');
  const everything = names.has('everything');
  return Object.entries(SECTIONS)
    .filter(([name]) => {
      if (everything || names.has(name.toLowerCase())) return true;
      // `all` is all but what modules have to say.
      if (names.has('all')) return name !== 'Modules';
      return usual && !NOT_BY_DEFAULT.has(name);
    })
    .map(([name, section]) => sectionText(name, section(core)))
    .join('\r\n');
}

function sectionText(name: string, fields: Fields): string {
  const lines = Object.entries(fields).map(([field, value]) => `${field}:${value}`);
  return [`# ${name}`, ...lines].map((line) => `${line}\r\n`).join('');
}
