/** The result document as text, and back: validated both when written and when read. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ResultDocument } from './document.generated.ts';
import schema from './results.schema.json' with { type: 'json' };
import { shareEvidence, unshareEvidence } from './shared-evidence.ts';
import { putBack, setAside } from './varying.ts';

const isDocument = new Ajv2020({
  allErrors: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile<ResultDocument>(schema);

/** A text that is no result document: says where and why. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/**
 * One line for each case, difference and row, so that two documents can be compared with `diff`. One that does not
 * fit the schema is a bug of ours, and a plain error.
 */
export function writeDocument(document: ResultDocument): string {
  const written = shareEvidence(setAside(document));
  if (!isDocument(written)) throw new Error(`wrote what is ${whyNot()}`);
  const { cases, evidence = [], results, times, ...head } = written;
  const lines = Object.entries(head).map(
    ([key, value]) => `${JSON.stringify(key)}: ${lined(value)}`,
  );
  const body = [
    ...lines,
    `"cases": ${lined(cases)}`,
    `"evidence": ${lined(evidence)}`,
    `"results": ${lined(results)}`,
  ];
  return `{\n${body.join(',\n')},\n"times": ${JSON.stringify(times)}\n}\n`;
}

/** Throws a `DocumentError` when the text is not JSON or not a result document of this format. */
export function readDocument(text: string): ResultDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DocumentError(`not JSON: ${(cause as Error).message}`, { cause });
  }
  return putBack(unshareEvidence(check(value)));
}

function check(value: unknown): ResultDocument {
  if (isDocument(value)) return value;
  throw new DocumentError(whyNot());
}

/** What the validator found wrong with what it saw last. */
function whyNot(): string {
  const problems = (isDocument.errors ?? []).slice(0, 5);
  const says = problems.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  return `not a result document: ${says.join('; ')}`;
}

function lined(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.length === 0
    ? '[]'
    : `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}
