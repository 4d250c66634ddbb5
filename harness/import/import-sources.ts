/** Sources in, suite files out: sorts cases into suites and makes their names unique. */
import { compileSuite } from '../suite/compile.ts';
import type { ByteString } from '../wire/reply.ts';
import { groupOf } from './group.ts';
import { type Imported, type ImportedSuite, kebab, type LeftOut, type Source } from './imported.ts';
import { importPeer } from './peer.ts';
import { knownName } from './reach.ts';
import { mostCommon, writeSuite } from './suite-writer.ts';
import { importTranscript } from './transcript.ts';

export type Kind = 'peer' | 'transcript';

export interface ImportOptions {
  /** What every source is; told from its first character when left out. */
  readonly from?: Kind;
  /** The group of every suite; by its commands when left out. */
  readonly group?: string;
}

export interface SuiteFile {
  readonly group: string;
  readonly name: string;
  readonly text: string;
  readonly caseCount: number;
}

export interface Import {
  readonly files: readonly SuiteFile[];
  /** Whole cases as well as single commands of a case. */
  readonly leftOut: readonly LeftOut[];
}

/** Throws an `ImportError` for a source that is none. */
export function importSources(sources: readonly Source[], options: ImportOptions = {}): Import {
  const suites = merged(
    sources.flatMap((source) =>
      (options.from ?? kindOf(source)) === 'peer'
        ? peerSuites(source, options)
        : [transcriptSuite(source, options)],
    ),
  );
  return {
    files: suites.filter(hasCases).map(fileOf),
    leftOut: suites.flatMap(({ entries }) => entries.flatMap(leftOutOf)),
  };
}

function fileOf(suite: ImportedSuite): SuiteFile {
  const { group, name, entries } = suite;
  const text = writeSuite(suite);
  const compiled = compileSuite({ file: `${group}/${name}.yaml`, group, name, text, digest: '' });
  if (compiled.kind === 'errors') {
    throw new Error(`what was imported does not load:\n${compiled.errors.join('\n')}`);
  }
  return { group, name, text, caseCount: entries.filter(({ kind }) => kind === 'case').length };
}

/** A JSON array is the peer's; no prompt and no command begins with a bracket and a brace or quote. */
export function kindOf({ text }: Source): Kind {
  return /^\ufeff?\s*\[\s*[{\]"]/.test(text) ? 'peer' : 'transcript';
}

/** Where the group cannot be told. */
const NO_GROUP = 'imported';

function peerSuites(source: Source, { group }: ImportOptions): ImportedSuite[] {
  return importPeer(source).map(({ entry, subject }) => {
    const name = kebab(subject[0] ?? '') || NO_GROUP;
    const known = entry.kind === 'case' ? knownName(subject) : undefined;
    return {
      group: group ?? groupOf(subject) ?? NO_GROUP,
      name,
      title: `${name.toUpperCase()}, as ${fileName(source)} has it`,
      commands: known === undefined ? [] : [known],
      entries: [entry],
    };
  });
}

function transcriptSuite(source: Source, { group }: ImportOptions): ImportedSuite {
  const { entries, sent } = importTranscript(source);
  const groups = sent.map(groupOf).filter((found) => found !== undefined);
  return {
    group: group ?? mostCommon(groups) ?? NO_GROUP,
    name: kebab(fileName(source).replace(/\.[^.]*$/, '')) || 'session',
    title: `What ${fileName(source)} shows`,
    commands: namesOf(sent),
    entries,
  };
}

function fileName({ file }: Source): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}

function namesOf(sent: readonly (readonly ByteString[])[]): string[] {
  return [...new Set(sent.map(knownName).filter((name) => name !== undefined))];
}

/** One suite for each group and name. */
function merged(suites: readonly ImportedSuite[]): ImportedSuite[] {
  const byId = Map.groupBy(suites, ({ group, name }) => `${group}/${name}`);
  return [...byId.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        ...first,
        commands: [...new Set(same.flatMap(({ commands }) => commands))].toSorted(),
        entries: withUniqueNames(same.flatMap(({ entries }) => entries)),
      },
    ];
  });
}

function withUniqueNames(entries: readonly Imported[]): Imported[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    if (entry.kind !== 'case') return entry;
    let name = entry.name;
    for (let i = 2; taken.has(name); i++) name = `${entry.name}-${i}`;
    taken.add(name);
    return { ...entry, name };
  });
}

function hasCases({ entries }: ImportedSuite): boolean {
  return entries.some(({ kind }) => kind === 'case');
}

function leftOutOf(entry: Imported): LeftOut[] {
  return entry.kind === 'left-out'
    ? [entry]
    : entry.steps.filter((step) => step.kind === 'left-out');
}
