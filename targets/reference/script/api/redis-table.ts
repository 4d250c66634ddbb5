/** The table `redis`, as scripts and functions find it; loading libraries see a part of it. */
import { denialOf } from '../../acl/access.ts';
import { REDIS_VERSION } from '../../version.ts';
import type { ScriptHost } from '../host.ts';
import { toNumber, toText } from '../lua/convert.ts';
import { LuaError } from '../lua/error.ts';
import { LuaFunction } from '../lua/function.ts';
import { LuaTable } from '../lua/table.ts';
import type { LuaValue } from '../lua/value.ts';
import { cString } from './c-string.ts';
import { call, pcall } from './call-command.ts';
import { commandArguments } from './command-arguments.ts';
import { codedErrorTable, errorTable } from './error-table.ts';
import { sha1 } from './sha1.ts';

type Values = readonly LuaValue[];
type Entries = Readonly<Record<string, LuaValue | ((values: Values) => LuaValue[])>>;

/** What everybody may know, also a library that is being loaded. */
export function commonEntries(): Entries {
  return {
    log,
    LOG_DEBUG: 0,
    LOG_VERBOSE: 1,
    LOG_NOTICE: 2,
    LOG_WARNING: LOG_LEVEL_MAX,
    REDIS_VERSION,
    REDIS_VERSION_NUM: versionNumber(REDIS_VERSION),
  };
}

/** What scripts and functions can do. */
export function runningEntries(host: ScriptHost): Entries {
  return {
    ...commonEntries(),
    call: (values) => call(host, values),
    pcall: (values) => pcall(host, values),
    error_reply: errorReply,
    status_reply: statusReply,
    sha1hex,
    setresp: (values) => setResp(host, values),
    set_repl: setRepl,
    REPL_NONE: 0,
    REPL_AOF: 1,
    REPL_SLAVE: 2,
    REPL_REPLICA: 2,
    REPL_ALL: REPL_FLAGS_MAX,
    acl_check_cmd: (values) => aclCheckCmd(host, values),
  };
}

/** What only scripts have, from before there were functions. */
export const SCRIPT_ENTRIES: Entries = {
  replicate_commands: () => [true],
  breakpoint: () => [false],
  debug: () => [],
};

export function tableOf(entries: Entries): LuaTable {
  const table = new LuaTable();
  for (const [name, entry] of Object.entries(entries)) {
    table.set(name, typeof entry === 'function' ? LuaFunction.native(entry) : entry);
  }
  return table;
}

const LOG_LEVEL_MAX = 3;
const REPL_FLAGS_MAX = 3;

/** One byte for each part: 7.2.4 is 0x070204. */
function versionNumber(version: string): number {
  return version.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** An error without the place of the call: the reply of the script tells it. */
export function raise(text: string): never {
  throw new LuaError(errorTable(text));
}

/** There is no log to write to; the arguments are checked all the same. */
function log(values: Values): LuaValue[] {
  if (values.length < 2) raise('redis.log() requires two arguments or more.');
  const level = toNumber(values[0]);
  if (level === undefined) return raise('First argument must be a number (log level).');
  if (level < 0 || Math.trunc(level) > LOG_LEVEL_MAX) raise('Invalid log level.');
  return [];
}

const WRONG_ARGUMENTS = 'wrong number or type of arguments';

/** A leading dash, as the protocol has it, is taken off. */
function errorReply(values: Values): LuaValue[] {
  const [text] = values;
  if (values.length !== 1 || typeof text !== 'string') return [errorTable(WRONG_ARGUMENTS)];
  return [codedErrorTable(cString(text.startsWith('-') ? text.slice(1) : text))];
}

function statusReply(values: Values): LuaValue[] {
  const [text] = values;
  if (values.length !== 1 || typeof text !== 'string') return [errorTable(WRONG_ARGUMENTS)];
  const table = new LuaTable();
  table.set('ok', text);
  return [table];
}

/** What is no text counts as an empty one. */
function sha1hex(values: Values): LuaValue[] {
  if (values.length !== 1) raise('wrong number of arguments');
  return [sha1(toText(values[0]) ?? '')];
}

function setResp({ running }: ScriptHost, values: Values): LuaValue[] {
  if (values.length !== 1) raise('redis.setresp() requires one argument.');
  const version = Math.trunc(toNumber(values[0]) ?? 0);
  if (version !== 2 && version !== 3) return raise('RESP version must be 2 or 3.');
  if (running !== undefined) running.protocol = version;
  return [];
}

/** Effects are replicated as they are, whatever is asked for. */
function setRepl(values: Values): LuaValue[] {
  if (values.length !== 1) raise('redis.set_repl() requires one argument.');
  const flags = Math.trunc(toNumber(values[0]) ?? 0);
  if (flags < 0 || flags > REPL_FLAGS_MAX) {
    raise('Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.');
  }
  return [];
}

/** Whether the user of the script may run a command; its arguments are not counted. */
function aclCheckCmd({ core, running }: ScriptHost, values: Values): LuaValue[] {
  const words = commandArguments(values);
  if ('problem' in words) return raise(words.problem);
  const command = core.commands.find(words.argv);
  if (command === undefined) return raise('Invalid command passed to redis.acl_check_cmd()');
  if (running === undefined) throw new Error('asked outside of a script');
  return [denialOf(running.caller.user, command, words.argv) === undefined];
}
