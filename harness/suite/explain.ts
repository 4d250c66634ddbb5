/**
 * What each word of the suite format means, for `samewire suites explain`. Data only; the texts and
 * the examples are those of the schema, so that editors and the command line say the same.
 */
import schema from '../../suites/schema/suite.schema.json' with { type: 'json' };
import { DEFINITIONS, type Definition, resolved } from './definition.ts';
import { plainText } from './notation.ts';
import { nearestWord } from './words.ts';

export type Where = 'suite' | 'case' | 'known' | 'step' | 'until' | 'fill' | 'reply';

export interface Explanation {
  readonly word: string;
  /** What of a suite file it is a word of. */
  readonly where: Where;
  readonly meaning: string;
  /** One line of YAML each. */
  readonly examples: readonly string[];
}

/** Every word, from the outside of a file to the inside; a word has one entry per place that it has. */
export function explanations(): Explanation[] {
  const { Case, Known, UntilStep, FillStep, Reply, Step } = DEFINITIONS;
  const steps = branches(Step).flatMap((step) => words(step, 'step'));
  return [
    ...words(schema as Definition, 'suite'),
    ...words(Case, 'case'),
    ...words(Known, 'known'),
    ...new Map(steps.map((step) => [step.word, step])).values(),
    ...words(UntilStep?.properties?.until, 'until'),
    ...words(FillStep?.properties?.fill, 'fill'),
    ...branches(Reply).flatMap((reply) => words(reply, 'reply')),
  ];
}

/** What the word means in each of its places; empty when the format has no such word. */
export function explain(word: string): Explanation[] {
  return explanations().filter((explanation) => explanation.word === word);
}

/** The word that was probably meant. */
export function nearestExplained(word: string): string | undefined {
  return nearestWord(
    word,
    explanations().map((explanation) => explanation.word),
  );
}

function branches(union: Definition | undefined): Definition[] {
  return (union?.anyOf ?? []).map(resolved);
}

function words(definition: Definition | undefined, where: Where): Explanation[] {
  return Object.entries(definition?.properties ?? {}).map(([word, property]) => ({
    word,
    where,
    meaning: property.description ?? resolved(property).description ?? '',
    examples: examplesOf(word, property, where === 'reply' ? definition : undefined),
  }));
}

/** A matcher is shown whole, for its word may need another beside it; any other word with its value. */
function examplesOf(word: string, property: Definition, whole: Definition | undefined): string[] {
  if (whole?.examples !== undefined) return whole.examples.map(flow);
  const { examples, enum: options, const: only } = { ...resolved(property), ...property };
  const values = examples ?? options ?? (only === undefined ? [] : [only]);
  return values.map((value) => `${word}: ${flow(value)}`);
}

/** YAML in one line, in the style of the suites. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`);
  return `{ ${entries.join(', ')} }`;
}
