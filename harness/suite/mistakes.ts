/** What the validator found, in the words of a person: what was found, what was expected instead. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Definition } from './definition.ts';
import { nearestWord } from './words.ts';

export interface Mistake {
  readonly path: readonly (string | number)[];
  /** The mistake is the key at the path, not its value. */
  readonly onKey?: true;
  readonly problem: string;
  readonly remedy?: string;
}

/** Words of the format that need more than one server, or networks and disks that break. */
const NOT_YET = new Set(['topology', 'at', 'server', 'network', 'disk', 'propagates']);

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'a map',
};

type Path = Mistake['path'];

/** One complaint of the validator; none where another complaint says the same better. */
export function describe(error: ErrorObject, path: Path): Mistake[] {
  const shape = (error.parentSchema ?? {}) as Definition;
  const params = error.params as Readonly<Record<string, unknown>>;
  const name = nameOf(path);
  const found = `${name} is ${saysValue(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const word = String(params.additionalProperty);
      return [unknownKey(word, Object.keys(shape.properties ?? {}), path)];
    }
    case 'propertyNames':
      return [wrongName(String(params.propertyName), error.schema as Definition, path)];
    case 'required':
      return [{ path, problem: `\`${params.missingProperty}\` is missing` }];
    case 'type':
      return [{ path, problem: found, remedy: `Expected ${kindsOf(shape)}.` }];
    case 'enum':
      if (error.propertyName !== undefined) return [];
      return [{ path, problem: found, remedy: oneOfWords(error.data, shape.enum ?? []) }];
    case 'const':
      // `contains` says what the list lacks; that each item is not it says nothing.
      if (error.schemaPath.includes('/contains/')) return [];
      return [{ path, problem: found, remedy: `Only ${code(error.schema)} can stand here.` }];
    case 'contains':
      return [
        { path, problem: `${name} does not list \`plain\``, remedy: 'Every case runs plain.' },
      ];
    case 'pattern':
      if (error.propertyName !== undefined) return [];
      return [{ path, problem: found, remedy: `Expected something like ${examplesOf(shape)}.` }];
    case 'format':
      return [{ path, problem: `${found}, which is no regular expression` }];
    case 'minItems':
    case 'minProperties': {
      const problem = sizeOf(error.data) === 0 ? `${name} is empty` : `${name} is too short`;
      return [{ path, problem, remedy: `Expected ${params.limit} or more.` }];
    }
    case 'maxItems':
      return [
        { path, problem: `${name} is too long`, remedy: `Expected ${params.limit} at most.` },
      ];
    case 'minimum':
    case 'maximum':
      return [
        {
          path,
          problem: found,
          remedy: `Expected a number ${params.comparison} ${params.limit}.`,
        },
      ];
    case 'uniqueItems':
      return [{ path, problem: `${name} lists something twice` }];
    default:
      return [{ path, problem: `${name} ${error.message}` }];
  }
}

/** A value that is none of these shapes: a map without a word that is known, or another kind of value. */
export function noSuchShape(value: unknown, path: Path, shapes: readonly Definition[]): Mistake[] {
  const words = new Set(shapes.flatMap((shape) => Object.keys(shape.properties ?? {})));
  const mains = shapes.flatMap((shape) => shape.required?.slice(0, 1) ?? []);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const unknown = Object.keys(value).filter((word) => !words.has(word));
    if (unknown.length > 0 && mains.length > 0) {
      return unknown.map((word) => unknownKey(word, [...words], path));
    }
    const problem = `${nameOf(path)} does not say what it is`;
    return [{ path, problem, remedy: `Expected one of ${mains.map(code).join(', ')} in it.` }];
  }
  const kinds = mains.length > 0 ? [`a map with one of ${mains.map(code).join(', ')}`] : [];
  const plain = new Set(shapes.filter((shape) => shape.required === undefined).map(kindsOf));
  const remedy = `Expected ${[...plain, ...kinds].join(', or ')}.`;
  return [{ path, problem: `${nameOf(path)} is ${saysValue(value)}`, remedy }];
}

function unknownKey(word: string, known: readonly string[], path: Path): Mistake {
  const at = { path: [...path, word], onKey: true } as const;
  if (NOT_YET.has(word)) {
    return {
      ...at,
      problem: `\`${word}\` is not supported yet`,
      remedy: 'Leave the case out for now.',
    };
  }
  const meant = nearestWord(word, known);
  return {
    ...at,
    problem: `unknown word \`${word}\``,
    remedy: meant === undefined ? `Expected ${anyOf(known)}.` : `Did you mean \`${meant}\`?`,
  };
}

function wrongName(name: string, shape: Definition, path: Path): Mistake {
  const at = { path: [...path, name], onKey: true } as const;
  return shape.enum === undefined
    ? {
        ...at,
        problem: `\`${name}\` is no name`,
        remedy: `Expected something like ${examplesOf(shape)}.`,
      }
    : { ...at, problem: `unknown name \`${name}\``, remedy: oneOfWords(name, shape.enum) };
}

function oneOfWords(found: unknown, words: readonly unknown[]): string {
  const meant = typeof found === 'string' ? nearestWord(found, words.map(String)) : undefined;
  return meant === undefined ? `Expected ${anyOf(words)}.` : `Did you mean \`${meant}\`?`;
}

function kindsOf(shape: Definition): string {
  const kinds = [shape.type ?? []].flat().map((type) => KINDS[type] ?? type);
  return shape.examples?.every(isScalar) !== true
    ? kinds.join(' or ')
    : `${kinds.join(' or ')} like ${examplesOf(shape)}`;
}

function examplesOf({ examples = [] }: Definition): string {
  return examples.map(code).join(' or ');
}

function anyOf(words: readonly unknown[]): string {
  return words.length === 1 ? code(words[0]) : `one of ${words.map(code).join(', ')}`;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** The word that the value stands under: `reply`, item 2 of `send`. */
function nameOf(path: Path): string {
  const at = path.findLastIndex((step) => typeof step === 'string');
  const word = at < 0 ? 'the file' : code(path[at]);
  return path
    .slice(at + 1)
    .reduce<string>((name, step) => `item ${Number(step) + 1} of ${name}`, word);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function sizeOf(value: unknown): number {
  return Object.keys(Object(value)).length;
}

function saysValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return code(value);
}
