/**
 * What the suites leave out on purpose, and whether that is still so.
 *
 * A hole that a case fills is stale, and so is one that names nothing of the surface: both are
 * mistakes, so that the file stays true.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import schema from '../../suites/schema/holes.schema.json' with { type: 'json' };
import type { HolesFile } from './holes-file.generated.ts';
import type { CommandCoverage, Coverage, Item } from './measure.ts';

/** One item of one command; a hole in the file may name several. */
export interface Hole {
  readonly command: string;
  readonly what: string;
  readonly why: string;
}

export class HolesError extends Error {
  override readonly name = 'HolesError';
}

const isFile = new Ajv2020({ allErrors: true, strict: false }).compile<HolesFile>(schema);

/** Reads the file of holes; throws a `HolesError` that lists its mistakes. */
export function parseHoles(file: string, text: string): Hole[] {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new HolesError(`${file}: ${(cause as Error).message}`, { cause });
  }
  if (!isFile(value)) {
    const problems = (isFile.errors ?? [])
      .filter(({ keyword }) => keyword !== 'anyOf')
      .map(({ instancePath, message }) => `${file}: ${instancePath || '/'} ${message}`);
    throw new HolesError([...new Set(problems)].join('\n'));
  }
  const holes = value.holes.flatMap(({ command, what, why }) =>
    [command]
      .flat()
      .flatMap((one) => [what].flat().map((item) => ({ command: one, what: item, why }))),
  );
  const twice = holes.filter((hole, i) => holes.findIndex((other) => same(hole, other)) !== i);
  if (twice.length > 0) {
    throw new HolesError(twice.map((hole) => `${file}: ${sayHole(hole)} stands twice`).join('\n'));
  }
  return holes;
}

export function sayHole({ command, what }: Hole): string {
  return `${command}: ${what}`;
}

export interface Reckoned {
  /** The coverage with holes marked as left out. */
  readonly coverage: Coverage;
  /** Holes that a case fills. */
  readonly filled: readonly Hole[];
  /** Holes that name no item of the surface. */
  readonly unknown: readonly Hole[];
}

export function applyHoles(coverage: Coverage, holes: readonly Hole[]): Reckoned {
  const items = new Map(
    coverage.commands.flatMap(({ command, items: all }) =>
      all.map(
        (item) => [sayHole({ command: command.name, what: item.name, why: '' }), item] as const,
      ),
    ),
  );
  const reasons = new Map(holes.map((hole) => [sayHole(hole), hole.why]));
  return {
    coverage: {
      ...coverage,
      commands: coverage.commands.map((one) => withReasons(one, reasons)),
    },
    filled: holes.filter((hole) => items.get(sayHole(hole))?.state === 'covered'),
    unknown: holes.filter((hole) => !items.has(sayHole(hole))),
  };
}

function withReasons(one: CommandCoverage, reasons: ReadonlyMap<string, string>): CommandCoverage {
  const items = one.items.map((item): Item => {
    const why = reasons.get(sayHole({ command: one.command.name, what: item.name, why: '' }));
    return why === undefined || item.state === 'covered'
      ? item
      : { ...item, state: 'left-out', why };
  });
  return { ...one, items };
}

function same(a: Hole, b: Hole): boolean {
  return a.command === b.command && a.what === b.what;
}
