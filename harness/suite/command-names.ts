/**
 * Writes what the suites need to know of commands, from what live servers say of themselves:
 * `node harness/suite/command-names.ts 127.0.0.1:6379 … && npm run fix`. What is there already stays, so that one
 * server of a new product or version is enough to add what is new.
 *
 * - `suites/schema/commands.json`: the names that a suite may use (COMMAND LIST),
 * - `suites/schema/key-specs.json`: group and key specifications (COMMAND DOCS, COMMAND INFO).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { Reply } from '../wire/reply.ts';
import type { KeySpec, KeySpecs } from './key-specs.ts';

const NAMES = new URL('../../suites/schema/commands.json', import.meta.url);
const KEY_SPECS = new URL('../../suites/schema/key-specs.json', import.meta.url);
const DEADLINE_MS = 5_000;

interface Learned {
  readonly names: readonly string[];
  readonly keySpecs: KeySpecs;
}

/** What the server at this address says of its commands (Redis 7.0 and later do). */
async function learn(address: string): Promise<Learned> {
  const [host = '', port] = address.split(':');
  const connection = await Connection.open({ host, port: Number(port) });
  const questions = [['HELLO', '3'], ['COMMAND', 'LIST'], ['COMMAND', 'DOCS'], ['COMMAND']];
  try {
    connection.write(questions.map(encodeCommand).join(''));
    const arrivals = await connection.take(questions.length, DEADLINE_MS);
    const [, list, docs, info] = arrivals.map((arrival) =>
      arrival.kind === 'reply' ? plain(arrival.reply) : undefined,
    );
    if (!Array.isArray(list)) throw new Error(`${address} does not answer COMMAND LIST`);
    return {
      names: (list as string[]).map((name) => name.toLowerCase()),
      keySpecs: keySpecsIn(info as CommandInfo[], docs as Docs),
    };
  } finally {
    connection.close();
  }
}

type Docs = Readonly<Record<string, { readonly group: string; readonly subcommands?: Docs }>>;
/** Name, arity, flags, first key, last key, step, categories, tips, key specifications, subcommands. */
type CommandInfo = readonly [string, ...unknown[]];

interface WrittenKeySpec {
  readonly begin_search: { readonly type: string; readonly spec: Readonly<Record<string, number>> };
  readonly find_keys: { readonly type: string; readonly spec: Readonly<Record<string, number>> };
}

function keySpecsIn(info: readonly CommandInfo[], docs: Docs): KeySpecs {
  const found: Record<string, KeySpecs[string]> = {};
  for (const command of info) {
    const [name] = command;
    const keys = (command[8] as readonly WrittenKeySpec[]).flatMap(compact);
    const group = docs[name]?.group ?? docs[name.split('|')[0] ?? '']?.group;
    if (keys.length > 0 && group !== undefined) found[name.toLowerCase()] = { group, keys };
    Object.assign(found, keySpecsIn(command[9] as readonly CommandInfo[], docs));
  }
  return found;
}

function compact({ begin_search: begin, find_keys: find }: WrittenKeySpec): KeySpec[] {
  if (begin.type === 'unknown' || find.type === 'unknown') return [];
  const { spec } = begin;
  const { lastkey = 0, keystep = 1, limit = 0, keynumidx = 0, firstkey = 0 } = find.spec;
  const from =
    begin.type === 'index'
      ? { index: spec.index ?? 0 }
      : { keyword: String(spec.keyword), startFrom: spec.startfrom ?? 0 };
  const keys =
    find.type === 'range'
      ? { last: lastkey, step: keystep, limit }
      : { numberAt: keynumidx, first: firstkey, step: keystep };
  return [{ ...from, ...keys }];
}

/** A reply as plain values. */
function plain(reply: Reply): unknown {
  if ('items' in reply) return reply.items.map(plain);
  if ('entries' in reply) {
    return Object.fromEntries(reply.entries.map(([key, value]) => [plain(key), plain(value)]));
  }
  if ('text' in reply) return reply.text;
  return 'value' in reply ? reply.value : null;
}

if (import.meta.main) {
  const known = JSON.parse(await readFile(NAMES, 'utf8')) as string[];
  const specs = JSON.parse(await readFile(KEY_SPECS, 'utf8').catch(() => '{}')) as KeySpecs;
  const learned = await Promise.all(process.argv.slice(2).map(learn));
  const names = [...new Set([...known, ...learned.flatMap((one) => one.names)])].toSorted();
  const all = Object.assign({}, specs, ...learned.map((one) => one.keySpecs)) as KeySpecs;
  const sorted = Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // In one line: the formatter keeps open what was written open.
  await writeFile(NAMES, JSON.stringify(names));
  await writeFile(KEY_SPECS, JSON.stringify(Object.fromEntries(sorted)));
}
