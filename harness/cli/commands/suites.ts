/** `samewire suites`: what is claimed, without running it. */
import { Command } from 'commander';
import { stepRecord } from '../../results/evidence.ts';
import type { Case, Suite } from '../../suite/case.ts';
import { type Explanation, explain, explanations } from '../../suite/explain.ts';
import { readSuites } from '../../suite/read-suites.ts';
import { nearestWord } from '../../suite/words.ts';
import { UsageError } from '../exit-code.ts';
import { shippedSuites } from '../package.ts';
import { paletteFor } from '../palette.ts';
import { selectCases } from '../select.ts';
import { coverageCommand } from './coverage.ts';
import { importCommand } from './import.ts';

interface Output {
  readonly json?: boolean;
}

export function suitesCommand(): Command {
  const suites = new Command('suites')
    .summary('list, show, check, explain, measure and import suites')
    .description('The behaviour suites: which there are, what they claim, whether they load.')
    .addHelpText(
      'after',
      '\nExample:\n  samewire suites show string/set\n  samewire suites lint my-suites/',
    );
  suites
    .command('list')
    .summary('every suite and how many cases it has')
    .argument('[paths...]', 'suite files or folders (default: those that come with Samewire)')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  samewire suites list suites/commands/hash')
    .action(list);
  suites
    .command('show')
    .summary('cases with their steps and contracts')
    .argument('<ids...>', 'case ids or what they begin with; * stands for anything')
    .option('--suites <paths...>', 'suite files or folders', [shippedSuites])
    .option('--json', 'for machines')
    .addHelpText('after', "\nExample:\n  samewire suites show string/set 'hash/*/wrong-type'")
    .action(show);
  suites
    .command('lint')
    .summary('check that suites load; shows every mistake of every file')
    .argument('[paths...]', 'suite files or folders (default: those that come with Samewire)')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  samewire suites lint my-suites/string/set.yaml')
    .action(lint);
  suites
    .command('explain')
    .summary('what a word of the suite format means')
    .argument('[word]', 'a word such as until; without it, all words')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  samewire suites explain ttl')
    .action(explainWord);
  suites.addCommand(coverageCommand());
  suites.addCommand(importCommand());
  return suites;
}

function pathsOr(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : [shippedSuites];
}

async function list(paths: string[], { json }: Output): Promise<void> {
  const suites = await readSuites(pathsOr(paths));
  if (json) {
    const entries = suites.map(({ group, name, title, commands, see, digest, cases }) => ({
      id: `${group}/${name}`,
      title,
      commands,
      see,
      digest,
      cases: cases.map(({ id }) => id),
    }));
    process.stdout.write(`${JSON.stringify(entries, undefined, 2)}\n`);
    return;
  }
  const width = Math.max(...suites.map((suite) => nameOf(suite).length));
  const lines = suites.map(
    (suite) =>
      `${nameOf(suite).padEnd(width)} ${String(suite.cases.length).padStart(4)}  ${suite.title}`,
  );
  process.stdout.write(`${lines.join('\n')}\n\n${countText(suites)}\n`);
}

function nameOf({ group, name }: Suite): string {
  return `${group}/${name}`;
}

/** `85 suites, 903 cases, 3,214 steps, 31 % of them with an error as contract` */
function countText(suites: readonly Suite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const steps = cases.flatMap(({ steps: all }) => all);
  const errors = steps.filter(
    (step) => 'contract' in step && /\berror\b/.test(step.contract.reply?.[3].says ?? ''),
  );
  const share = Math.round((100 * errors.length) / Math.max(1, steps.length));
  const number = (count: number) => count.toLocaleString('en');
  return (
    `${number(suites.length)} suites, ${number(cases.length)} cases, ${number(steps.length)} steps, ` +
    `${share} % of them with an error as contract`
  );
}

async function show(ids: string[], flags: Output & { suites: string[] }): Promise<void> {
  const cases = (await selectCases(flags.suites, ids)).flatMap((suite) => suite.cases);
  if (flags.json) {
    const entries = cases.map((subject) => ({
      id: subject.id,
      title: subject.title,
      place: subject.place,
      since: subject.since,
      isolation: subject.isolation,
      steps: subject.steps.map((step) => ({ ...stepRecord(step, true), wants: wanted(step) })),
    }));
    process.stdout.write(`${JSON.stringify(entries, undefined, 2)}\n`);
  } else {
    process.stdout.write(`${cases.map(caseText).join('\n\n')}\n`);
  }
}

function caseText({ id, title, place, since, steps }: Case): string {
  const paint = paletteFor(process.stdout);
  const lineages = Object.entries(since ?? {}).map(([lineage, first]) => `${lineage} ${first}`);
  const sinceText = lineages.length > 0 ? ` · since ${lineages.join(', ')}` : '';
  const several = steps.some(({ on }) => on !== 'main');
  return [
    `${paint.strong(id)}  ${title}`,
    paint.faint(`${place.file}:${place.line}${sinceText}`),
    ...steps.map((step) => {
      const on = several ? `${step.on}: ` : '';
      return `  ${on}${step.says}${paint.faint(`  → ${wanted(step) ?? '(compared between targets)'}`)}`;
    }),
  ].join('\n');
}

/** What a step claims in RESP3, in one line. */
function wanted(step: Case['steps'][number]): string | undefined {
  if (!('contract' in step)) return step.kind === 'silent' ? 'nothing arrives' : 'no error';
  if ('pending' in step && step.pending) return 'no reply yet';
  const { reply, bytes, closed } = step.contract;
  return reply?.[3].says ?? bytes ?? (closed ? 'a closed connection' : undefined);
}

async function lint(paths: string[], { json }: Output): Promise<void> {
  const suites = await readSuites(pathsOr(paths));
  const text = json
    ? JSON.stringify({ suites: suites.length, cases: suites.flatMap(({ cases }) => cases).length })
    : `All load: ${countText(suites)}.`;
  process.stdout.write(`${text}\n`);
}

function explainWord(word: string | undefined, { json }: Output): void {
  const found = word === undefined ? explanations() : explain(word);
  if (found.length === 0) {
    const near = nearestWord(
      word ?? '',
      explanations().map((entry) => entry.word),
    );
    throw new UsageError(`the suite format has no word ${word}`, {
      remedy:
        near === undefined ? '`samewire suites explain` lists them.' : `Did you mean ${near}?`,
    });
  }
  const text = json ? JSON.stringify(found, undefined, 2) : found.map(explanationText).join('\n\n');
  process.stdout.write(`${text}\n`);
}

function explanationText({ word, where, meaning, examples }: Explanation): string {
  const paint = paletteFor(process.stdout);
  const lines = examples.map((example) => `    ${example}`);
  return [`${paint.strong(word)} ${paint.faint(`(in a ${where})`)}`, `  ${meaning}`, ...lines].join(
    '\n',
  );
}
