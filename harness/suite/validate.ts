/**
 * Loaded values against the schema, with messages for the person who wrote them.
 *
 * A validator says of a union only that no branch fits. So where one fails, the branch that the
 * author meant is picked by its main word (`send`, `map`, …) and only its complaints are shown.
 */
import { Ajv2020, type ErrorObject, type Options } from 'ajv/dist/2020.js';
import schema from '../../suites/schema/suite.schema.json' with { type: 'json' };
import { resolved } from './definition.ts';
import type { Loaded, Path } from './load.ts';
import { describe, type Mistake, noSuchShape } from './mistakes.ts';
import { SuiteError } from './suite-error.ts';
import type { SuiteFile } from './suite-file.generated.ts';

/** Only says whether; nearly all files are fine, and collecting every complaint costs twice the time. */
const quick = validator({});
const thorough = validator({ allErrors: true, verbose: true });

function validator(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...options, allowUnionTypes: true });
  ajv.addKeyword('tsType');
  ajv.addFormat('regex', isRegex);
  return ajv.addSchema(schema);
}

/** Every departure from the schema; the value is a `SuiteFile` when there is none. */
export function validate(loaded: Loaded): SuiteError[] {
  const value = withoutBigints(loaded.value);
  if (quick.validate(schema.$id, value)) return [];
  return mistakes(schema.$id, value, []).map(({ path, onKey, problem, remedy }) => {
    const place = onKey ? loaded.placeOfKey(path) : loaded.place(path);
    return new SuiteError(place, problem, remedy === undefined ? {} : { remedy });
  });
}

/** The value as the schema promises it. */
export function asSuiteFile(loaded: Loaded): SuiteFile {
  return loaded.value as SuiteFile;
}

interface Branch {
  readonly $ref: string;
}

function mistakes(reference: string, value: unknown, path: Path): Mistake[] {
  const check = thorough.getSchema(reference);
  if (check === undefined) throw new Error(`no schema ${reference}`);
  if (check(value)) return [];
  const errors = check.errors ?? [];
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  const outermost = unions.filter(
    (union) => !unions.some((other) => other !== union && isWithin(union, other)),
  );
  const plain = errors.filter((error) => !outermost.some((union) => isWithin(error, union)));
  return [
    ...plain.flatMap((error) => describe(error, [...path, ...pathOf(error)])),
    ...outermost.flatMap((union) => mistakesInUnion(union, [...path, ...pathOf(union)])),
  ];
}

/** Whether an error is about the same value as the union, or about something inside it. */
function isWithin(error: ErrorObject, union: ErrorObject): boolean {
  return `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
}

function pathOf({ instancePath }: ErrorObject): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function mistakesInUnion(union: ErrorObject, path: Path): Mistake[] {
  const branches = (union.schema as Branch[]).map(({ $ref }) => ({
    reference: `${schema.$id}${$ref}`,
    shape: resolved({ $ref }),
  }));
  const value: unknown = union.data;
  const fitting = branches.filter(({ shape }) => [shape.type ?? []].flat().includes(typeOf(value)));
  const meant = fitting.find(({ shape }) => {
    const [main] = shape.required ?? [];
    return main === undefined || Object.hasOwn(value as object, main);
  });
  if (meant !== undefined) return mistakes(meant.reference, value, path);
  return noSuchShape(
    value,
    path,
    branches.map(({ shape }) => shape),
  );
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** JSON Schema knows no bigint; rounded, it is an integer all the same. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withoutBigints);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutBigints(inner)]),
  );
}

function isRegex(written: string): boolean {
  try {
    new RegExp(written, 's');
    return true;
  } catch {
    return false;
  }
}
