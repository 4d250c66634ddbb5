/** Commands as COMMAND and COMMAND DOCS describe them. */
import type { Pair, Reply } from '../../harness/wire/reply.ts';
import { parseUsage } from './argument-grammar.ts';
import { type LabelledArgument, labelled } from './argument-labels.ts';
import type { CommandFlag } from './command.ts';
import { ARGUMENT_LABELS, REPLACED_BY, SYSTEM_COMMANDS } from './command-docs.ts';
import type { Command } from './command-table.ts';
import { legacyRange } from './find-keys.ts';
import type { KeySpec } from './key-spec.ts';
import { array, bulk, integer, map, record, set, status } from './replies.ts';

/** Flags that only the server itself goes by. */
const INTERNAL: ReadonlySet<CommandFlag> = new Set(['may_replicate']);

export function commandInfo(command: Command): Reply {
  const { facts, subcommands } = command;
  return array([
    bulk(command.fullName),
    integer(facts.arity),
    set(facts.flags.filter((flag) => !INTERNAL.has(flag)).map((flag) => status(flag))),
    ...legacyRange(facts).map((place) => integer(place)),
    set(categoriesOf(command).map((category) => status(`@${category}`))),
    set((facts.tips ?? []).map(bulk)),
    set((facts.keys ?? []).map(keySpecReply)),
    // 7.2 tells of subcommands in an array, and of none in a set.
    subcommands === undefined ? set([]) : array([...subcommands.values()].map(commandInfo)),
  ]);
}

/** ACL categories in the order in which they are told. */
export const CATEGORIES: readonly string[] = [
  'keyspace',
  'read',
  'write',
  'set',
  'sortedset',
  'list',
  'hash',
  'string',
  'bitmap',
  'hyperloglog',
  'geo',
  'stream',
  'pubsub',
  'admin',
  'fast',
  'slow',
  'blocking',
  'dangerous',
  'connection',
  'transaction',
  'scripting',
];

/** The ACL categories: those that the command names, and those that follow from its flags. */
export function categoriesOf({ facts, flags }: Command): readonly string[] {
  const named = new Set(facts.categories);
  if (flags.has('write')) named.add('write');
  if (flags.has('readonly') && !named.has('scripting')) named.add('read');
  if (flags.has('admin')) named.add('admin').add('dangerous');
  if (flags.has('pubsub')) named.add('pubsub');
  if (flags.has('blocking')) named.add('blocking');
  named.add(flags.has('fast') ? 'fast' : 'slow');
  return CATEGORIES.filter((category) => named.has(category));
}

function keySpecReply({ flags, notes, begin, find }: KeySpec): Reply {
  return record({
    ...(notes === undefined ? {} : { notes: bulk(notes) }),
    flags: set(flags.map((flag) => status(flag))),
    begin_search: beginReply(begin),
    find_keys: findReply(find),
  });
}

function beginReply(begin: KeySpec['begin']): Reply {
  switch (begin.kind) {
    case 'index':
      return typed('index', { index: integer(begin.index) });
    case 'keyword':
      return typed('keyword', { keyword: bulk(begin.keyword), startfrom: integer(begin.from) });
    case 'unknown':
      return typed('unknown', {});
  }
}

function findReply(find: KeySpec['find']): Reply {
  switch (find.kind) {
    case 'range':
      return typed('range', {
        lastkey: integer(find.last),
        keystep: integer(find.step),
        limit: integer(find.limit),
      });
    case 'keynum':
      return typed('keynum', {
        keynumidx: integer(find.count),
        firstkey: integer(find.first),
        keystep: integer(find.step),
      });
    case 'unknown':
      return typed('unknown', {});
  }
}

function typed(type: string, spec: Readonly<Record<string, Reply>>): Reply {
  return record({ type: bulk(type), spec: record(spec) });
}

/** A command's entry in the reply of COMMAND DOCS: its name and its documentation. */
export function commandDocs(command: Command): Pair {
  const { facts, subcommands } = command;
  const { fullName } = command;
  const usage = labelled(parseUsage(facts.usage ?? ''), ARGUMENT_LABELS[fullName]);
  return [
    bulk(fullName),
    record({
      summary: bulk(facts.summary),
      since: bulk(facts.since),
      group: bulk(facts.group),
      ...(facts.complexity === undefined ? {} : { complexity: bulk(facts.complexity) }),
      ...(SYSTEM_COMMANDS.has(fullName) ? { doc_flags: set([status('syscmd')]) } : {}),
      ...historyOf(usage),
      ...deprecation(facts.deprecatedSince, REPLACED_BY[fullName]),
      ...(usage.length === 0 ? {} : { arguments: array(usage.map(argumentReply)) }),
      ...(subcommands === undefined
        ? {}
        : { subcommands: map([...subcommands.values()].map(commandDocs)) }),
    }),
  ];
}

/** The versions that brought arguments, oldest first. */
function historyOf(usage: readonly LabelledArgument[]): Readonly<Record<string, Reply>> {
  const changes = changesOf(usage).sort(([one], [other]) => (one < other ? -1 : 1));
  if (changes.length === 0) return {};
  return { history: set(changes.map(([since, what]) => array([bulk(since), bulk(what)]))) };
}

function changesOf(usage: readonly LabelledArgument[]): [since: string, what: string][] {
  return usage.flatMap((argument) => {
    const nested = changesOf(argument.arguments);
    if (argument.since === undefined) return nested;
    const name = argument.token ?? argument.displayText;
    return [[argument.since, `Added \`${name}\`.`], ...nested];
  });
}

function deprecation(since?: string, replacedBy?: string): Readonly<Record<string, Reply>> {
  if (since === undefined) return {};
  return {
    doc_flags: set([status('deprecated')]),
    deprecated_since: bulk(since),
    ...(replacedBy === undefined ? {} : { replaced_by: bulk(replacedBy) }),
  };
}

function argumentReply(argument: LabelledArgument): Reply {
  const flags = [
    ...(argument.optional ? ['optional'] : []),
    ...(argument.multiple ? ['multiple'] : []),
    ...(argument.multipleToken ? ['multiple_token'] : []),
  ];
  const { since, deprecatedSince, arguments: nested } = argument;
  const isGroup = nested.length > 0;
  return record({
    name: bulk(argument.name),
    type: bulk(argument.type),
    ...(isGroup ? {} : { display_text: bulk(argument.displayText) }),
    ...(argument.type === 'key' || argument.keySpec > 0
      ? { key_spec_index: integer(argument.keySpec) }
      : {}),
    ...(argument.token === undefined ? {} : { token: bulk(argument.token.replace('""', '')) }),
    ...(since === undefined ? {} : { since: bulk(since) }),
    ...(deprecatedSince === undefined ? {} : { deprecated_since: bulk(deprecatedSince) }),
    ...(flags.length === 0 ? {} : { flags: set(flags.map((flag) => status(flag))) }),
    ...(isGroup ? { arguments: array(nested.map(argumentReply)) } : {}),
  });
}
