/**
 * DEBUG: what tests ask of a server. What would take the process down with it is refused, since the
 * process belongs to whoever embeds the server.
 */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { at, integerOf } from '../../../arguments.ts';
import { block } from '../../../blocking.ts';
import { command, type Family, type Outcome } from '../../../command.ts';
import type { Connection } from '../../../connection.ts';
import { refuse } from '../../../errors.ts';
import { compileGlob } from '../../../glob.ts';
import { helpReply } from '../../../help.ts';
import { parseMemory } from '../../../memory-size.ts';
import { parseFloat64 } from '../../../numbers.ts';
import { pauseClients } from '../../../pause.ts';
import { array, bulk, error, OK, status } from '../../../replies.ts';
import { mustBeAllowed } from '../allowed.ts';
import { populate, populationOf, reload } from './data.ts';
import { dataDigest, valueDigest } from './digest.ts';
import { databaseTables, objectLine, printed, stringLengths, valueTable } from './objects.ts';
import { protocolExample } from './protocol.ts';

interface Subcommand {
  /** The least and the greatest number of arguments after the name. */
  readonly counts: readonly [number, number];
  run(connection: Connection, args: readonly ByteString[]): Outcome;
}

function takes(min: number, max: number, run: Subcommand['run']): Subcommand {
  return { counts: [min, max], run };
}

function sleep({ core }: Connection, [text = '']: readonly ByteString[]): Outcome {
  const ms = Math.max(0, (parseFloat64(text) ?? 0) * 1000);
  if (ms === 0) return OK;
  // The process must stay alive for whoever embeds the server, so only the clients wait.
  pauseClients(core, { untilMs: core.nowMs + ms, only: 'all' });
  return block({ keys: [], timeoutMs: ms, timeoutReply: OK, holdsUp: true });
}

const PACKED_BYTES_MAX = 4 * 1024 ** 3;

/** Elements so large that they are a node of their own are no different here. */
function packedThreshold(_: Connection, [text = '']: readonly ByteString[]): Outcome {
  const bytes = parseMemory(text);
  return bytes === undefined || bytes > PACKED_BYTES_MAX
    ? refuse('ERR argument must be a memory value bigger than 1 and smaller than 4gb')
    : OK;
}

const accepted = () => OK;
const fatal = () => refuse('ERR This server cannot be crashed, as its process is not its own');
const noAllocator = () => refuse('ERR No such file or directory');

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  'aof-flush-sleep': takes(1, 1, accepted),
  assert: takes(0, 0, fatal),
  'change-repl-id': takes(0, 0, ({ core }) => {
    core.replicationIds.change();
    return OK;
  }),
  'client-eviction': takes(0, 0, () => refuse('ERR maxmemory-clients is disabled.')),
  clusterlink: takes(3, 3, () =>
    refuse('ERR Debug option only available for cluster mode enabled setup!'),
  ),
  'config-rewrite-force-all': takes(0, 0, () =>
    refuse('ERR CONFIG-REWRITE-FORCE-ALL failed: Bad address'),
  ),
  'crash-and-recover': takes(0, 1, fatal),
  'dict-resizing': takes(1, 1, accepted),
  digest: takes(0, 0, ({ core }) => status(dataDigest(core.keyspace.databases))),
  'digest-value': takes(0, Infinity, ({ db }, keys) =>
    array(keys.map((key) => status(valueDigest(db.peek(key))))),
  ),
  'drop-cluster-packet-filter': takes(1, 1, accepted),
  error: takes(1, 1, (_, [text = '']) => error(text)),
  help: takes(0, 0, (connection) => helpReply(connection, 'debug')),
  htstats: takes(1, 2, (connection, [index = '']) => databaseTables(connection, integerOf(index))),
  'htstats-key': takes(1, 2, (connection, [key = '']) => valueTable(connection, key)),
  leak: takes(1, 1, accepted),
  listpack: takes(1, 1, (connection, [key = '']) => printed(connection, key, 'listpack')),
  loadaof: takes(0, 0, () => refuse('ERR Error trying to load the AOF files, check server logs.')),
  log: takes(1, 1, accepted),
  mallctl: takes(1, 2, noAllocator),
  'mallctl-str': takes(1, 2, noAllocator),
  object: takes(1, 1, (connection, [key = '']) => objectLine(connection, key)),
  oom: takes(0, 0, fatal),
  panic: takes(0, 0, fatal),
  'pause-cron': takes(1, 1, accepted),
  populate: takes(1, 3, (connection, args) => populate(connection, populationOf(args))),
  protocol: takes(1, 1, (connection, [type = '']) =>
    protocolExample(connection, type.toLowerCase()),
  ),
  quicklist: takes(1, 2, (connection, [key = '']) => printed(connection, key, 'quicklist')),
  'quicklist-packed-threshold': takes(1, 1, packedThreshold),
  reload: takes(0, Infinity, reload),
  replicate: takes(2, Infinity, accepted),
  replybuffer: takes(2, 2, (_, [what = '']) =>
    ['peak-reset-time', 'resizing'].includes(what.toLowerCase()) ? OK : miscalled('REPLYBUFFER'),
  ),
  restart: takes(0, 1, fatal),
  sdslen: takes(1, 1, (connection, [key = '']) => stringLengths(connection, key)),
  segfault: takes(0, 0, fatal),
  'set-active-expire': takes(1, 1, ({ core }, [text = '']) => {
    core.activeExpiry = Number.parseInt(text, 10) !== 0 && /^\s*[+-]?[0-9]/.test(text);
    return OK;
  }),
  'set-disable-deny-scripts': takes(1, 1, accepted),
  'set-skip-checksum-validation': takes(1, 1, accepted),
  sleep: takes(1, 1, sleep),
  'stringmatch-test': takes(0, 0, () => {
    compileGlob('*')('');
    return status('Apparently Redis did not crash: test passed');
  }),
  structsize: takes(0, 0, () =>
    bulk('bits:64 robj:16 dictentry:24 sdshdr5:1 sdshdr8:3 sdshdr16:5 sdshdr32:9 sdshdr64:17 '),
  ),
};

function miscalled(name: ByteString): never {
  return refuse(
    `ERR unknown subcommand or wrong number of arguments for '${name.slice(0, 128)}'. Try DEBUG HELP.`,
  );
}

interface Call {
  readonly subcommand: Subcommand;
  readonly args: readonly ByteString[];
}

function parse(argv: readonly ByteString[]): Call {
  const name = at(argv, 1).toLowerCase();
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  const args = argv.slice(2);
  if (subcommand === undefined) return miscalled(at(argv, 1));
  const [min, max] = subcommand.counts;
  return args.length < min || args.length > max ? miscalled(at(argv, 1)) : { subcommand, args };
}

export const debugCommands: Family = {
  debug: command({
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale'],
    categories: [],
    since: '1.0.0',
    group: 'server',
    complexity: 'Depends on subcommand.',
    summary: 'Does things that only tests should ask for.',
    parse,
    run: (connection, { subcommand, args }) => {
      mustBeAllowed(connection, 'debug');
      return subcommand.run(connection, args);
    },
  }),
};
