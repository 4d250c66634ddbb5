/**
 * Imported suites as YAML that reads like the ones people write: one line a step where it fits.
 *
 * The law: what is written here compiles to the steps and contracts that went in. The layout is our
 * own, for the `yaml` package cannot choose flow or block by the room that is left, and pads `[ a ]`.
 */
import { isAmbiguous } from '../suite/notation.ts';
import type { Argument, Reply as Claim } from '../suite/suite-file.generated.ts';
import type { ImportedCase, ImportedStep, ImportedSuite, LeftOut } from './imported.ts';

/** As `biome.json` has it for everything in this repository. */
const WIDTH = 100;

/** The text of the suite's file. */
export function writeSuite(suite: ImportedSuite): string {
  const shared = sharedSince(suite);
  const blocks = suite.entries.map((entry) =>
    (entry.kind === 'left-out' ? comment(leftOutLines(entry)) : caseLines(entry, shared))
      .map((line) => `  ${line}`)
      .join('\n'),
  );
  const head = [
    `suite: ${suite.name}`,
    `title: ${sentence(suite.title)}`,
    `commands: [${suite.commands.map((name) => scalar(name, 'send')).join(', ')}]`,
    ...(shared === undefined ? [] : [`since: ${shared}`]),
    'cases:',
  ];
  return `${head.join('\n')}\n${blocks.join('\n\n')}\n`;
}

/** The `since` of the suite: what most of its cases say, once all say something. */
function sharedSince({ entries }: ImportedSuite): string | undefined {
  const cases = entries.filter((entry) => entry.kind === 'case');
  const all = cases.map(sinceText);
  return all.includes(undefined) ? undefined : mostCommon(all);
}

/** The item that comes up most often; the first of them where several do. */
export function mostCommon<Item>(items: readonly Item[]): Item | undefined {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function sinceText({ since }: ImportedCase): string | undefined {
  if (since === undefined) return undefined;
  return `{ ${Object.entries(since)
    .map(([lineage, version]) => `${lineage}: ${version}`)
    .join(', ')} }`;
}

function caseLines(subject: ImportedCase, shared: string | undefined): string[] {
  const since = sinceText(subject);
  const title = subject.title;
  const plainTitle = subject.name.replaceAll('-', ' ');
  return [
    `- case: ${subject.name}`,
    ...(title === undefined || title === plainTitle ? [] : [`  title: ${sentence(title)}`]),
    ...(since === undefined || since === shared ? [] : [`  since: ${since}`]),
    ...(subject.isolation === 'keyspace' ? [] : [`  isolation: ${subject.isolation}`]),
    `  protocols: [${subject.protocol}]`,
    '  steps:',
    ...subject.steps.flatMap((step) =>
      step.kind === 'left-out' ? comment(leftOutLines(step), '    ') : stepLines(step),
    ),
  ];
}

function leftOutLines({ file, line, what, why, source }: LeftOut): string[] {
  return [`Left out (${file}:${line}): ${what}`, `  ${why}`, ...source.map((said) => `  ${said}`)];
}

function comment(lines: readonly string[], indent = ''): string[] {
  return lines.map((line) => `${indent}# ${line.replace(UNPRINTABLE, unicodeEscape)}`);
}

/** What YAML takes for an end of a line, or does not take at all. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/gu;

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Where the lines of a step begin: under `cases:` and `steps:`. */
const STEP_INDENT = '    ';
const ENTRY_INDENT = 2;

function stepLines(step: ImportedStep): string[] {
  const above = step.comment === undefined ? [] : comment([step.comment], STEP_INDENT);
  const words: [string, string, () => string[]][] = [
    ['send', list(step.send, 'send'), () => filled(step.send)],
  ];
  const { reply, save } = step;
  if (reply !== undefined) words.push(['reply', flow(reply), () => claimBlock(reply)]);
  if (save !== undefined) words.push(['save', save, () => []]);
  const inside = words.map(([word, text]) => `${word}: ${text}`).join(', ');
  const line = words.length === 1 ? `- ${words[0]?.[1]}` : `- { ${inside} }`;
  if (fits(`${STEP_INDENT}${line}`)) return [...above, `${STEP_INDENT}${line}`];
  const lines = words.flatMap(([word, text, block]) => {
    const whole = `${word}: ${text}`;
    const broken = fits(`${STEP_INDENT}  ${whole}`) ? [] : block();
    return broken.length === 0 ? [whole] : [`${word}:`, ...broken.map((part) => `  ${part}`)];
  });
  return [...above, ...lines.map((part, i) => `${STEP_INDENT}${i === 0 ? '- ' : '  '}${part}`)];
}

function fits(line: string): boolean {
  return line.length + ENTRY_INDENT <= WIDTH;
}

/** As many arguments a line as there is room for. */
function filled(items: readonly (Argument | Claim)[], reading: Reading = 'send'): string[] {
  const lines: string[] = [''];
  for (const [i, item] of items.entries()) {
    const text = `${anyFlow(item, reading)}${i === items.length - 1 ? '' : ','}`;
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? text : `${last} ${text}`;
    if (last === '' || fits(`${STEP_INDENT}      ${longer}`)) lines[lines.length - 1] = longer;
    else lines.push(text);
  }
  return ['[', ...lines.map((line) => `  ${line}`), ']'];
}

/** A reply that is too long for its line: one item a line, or the items of a flat list side by side. */
function claimBlock(claim: Claim): string[] {
  if (Array.isArray(claim)) {
    const isFlat = claim.every((item) => typeof item !== 'object' || item === null);
    return isFlat ? filled(claim, 'reply') : claim.map((item) => `- ${flow(item)}`);
  }
  if (typeof claim !== 'object' || claim === null) return [];
  return Object.entries(claim).flatMap(([word, value]: [string, Claim]) => {
    if (word === 'map' && !Array.isArray(value) && typeof value === 'object' && value !== null) {
      const fields = Object.entries(value as unknown as Readonly<Record<string, Claim>>);
      return ['map:', ...fields.map(([key, inner]) => `  ${scalar(key, 'reply')}: ${flow(inner)}`)];
    }
    if (!Array.isArray(value)) return [`${word}: ${anyFlow(value, readingUnder(word))}`];
    return [`${word}:`, ...claimBlock(value).map((line) => `  ${line}`)];
  });
}

type Reading = 'send' | 'reply';

function list(items: readonly (Argument | Claim)[], reading: Reading): string {
  return `[${items.map((item) => anyFlow(item, reading)).join(', ')}]`;
}

function flow(claim: Claim): string {
  return anyFlow(claim, 'reply');
}

function anyFlow(value: Argument | Claim, reading: Reading): string {
  if (Array.isArray(value)) return list(value, reading);
  if (typeof value === 'object' && value !== null) {
    const inside = Object.entries(value).map(([word, inner]: [string, Claim]) => {
      const key = scalar(word, reading);
      // Digits alone would be a number to other readers of YAML, such as editors.
      if (word === 'hex') return `hex: ${quoted(String(inner))}`;
      if (word === 'map' && !Array.isArray(inner)) return `${key}: ${fieldsFlow(inner)}`;
      return `${key}: ${anyFlow(inner, readingUnder(word))}`;
    });
    return inside.length === 0 ? '{}' : `{ ${inside.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value, reading) : String(value);
}

/** The keys of a map's claim are fields, which may be called like any word. */
function fieldsFlow(fields: unknown): string {
  const inside = Object.entries(fields as Readonly<Record<string, Claim>>).map(
    ([key, value]) => `${scalar(key, 'reply')}: ${flow(value)}`,
  );
  return inside.length === 0 ? '{}' : `{ ${inside.join(', ')} }`;
}

/** Words whose scalar is text however it is written. */
function readingUnder(word: string): Reading {
  return /^(?:double|big|int)$/.test(word) ? 'send' : 'reply';
}

/** What stands in a flow collection without quotes, and is the same text again. */
const PLAIN =
  /^(?:[\p{L}\p{N}_./(+=^;<]|-(?=[\p{L}\p{N}_.]))(?:[\p{L}\p{N}\p{M}_./@()*+=$~^;<>%!|&?'-]|:(?=[\p{L}\p{N}_]))*$/u;

function scalar(text: string, reading: Reading): string {
  const plain = PLAIN.test(text) && !(reading === 'reply' && isAmbiguous(text));
  return plain ? text : quoted(text);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(UNPRINTABLE, unicodeEscape);
}

function sentence(text: string): string {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ,./()'+-]*[\p{L}\p{N}.)])?$/u.test(text) && !isAmbiguous(text)
    ? text
    : quoted(text);
}
