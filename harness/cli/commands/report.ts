/** `samewire report`: any report again, from a result document that a run has left. */
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Command } from 'commander';
import { findDifferences } from '../../../reports/differences.ts';
import { FORMATS, type ReportSetting } from '../../../reports/formats.ts';
import { PLAIN } from '../../../reports/palette.ts';
import type { Pair } from '../../../reports/release-changes.ts';
import { type Descents, neighbours, releaseOf } from '../../../reports/release-pairs.ts';
import { releases } from '../../../reports/releases.ts';
import { tell } from '../../../reports/tell.ts';
import { loadCatalog } from '../../../targets/catalog-files.ts';
import type { ResultDocument, TargetRecord } from '../../results/document.generated.ts';
import { DocumentError, readDocument } from '../../results/text.ts';
import { UsageError } from '../exit-code.ts';
import { writeFiles } from '../files.ts';
import { paletteFor } from '../palette.ts';
import { readPage } from './run.ts';

interface ReportFlags {
  readonly results: string;
  readonly out?: string;
  readonly pairs?: readonly string[];
}

type Render = (document: ResultDocument, flags: ReportFlags) => string | Promise<string>;

interface Report {
  readonly says: string;
  readonly render: Render;
}

const REPORTS: Readonly<Record<string, Report>> = {
  matrix: {
    says: 'the table of groups and targets, as a run prints it',
    render: (document, { out }) =>
      FORMATS.terminal.render(document, {
        ...SETTING,
        width: out === undefined ? (process.stdout.columns ?? SETTING.width) : SETTING.width,
        paint: out === undefined ? paletteFor(process.stdout) : PLAIN,
      }),
  },
  differences: { says: 'every difference, a paragraph each', render: differences },
  markdown: {
    says: 'for a pull request',
    render: (document) => FORMATS.markdown.render(document, SETTING),
  },
  html: {
    says: 'the matrix to explore in a browser',
    render: async (document) =>
      FORMATS.html.render(document, { ...SETTING, explorer: await readPage() }),
  },
  json: { says: 'for machines', render: (document) => FORMATS.json.render(document, SETTING) },
  releases: {
    says: 'what changes from one release to the next',
    render: (document, { pairs }) => releasesPage(document, pairs),
  },
};

const SETTING: ReportSetting = { width: 100, paint: PLAIN, explorer: '' };

export function reportCommand(): Command {
  const report = new Command('report')
    .summary('a report of results that were saved')
    .description('Makes a report from the result document of an earlier run; runs nothing.')
    .addHelpText(
      'after',
      '\nExample:\n  samewire report markdown --results out/samewire.results.json',
    );
  for (const [name, { says, render }] of Object.entries(REPORTS)) {
    const command = report
      .command(name)
      .summary(says)
      .description(`Prints ${says}.`)
      .option('-r, --results <file>', 'what a run wrote', 'out/samewire.results.json')
      .option('-o, --out <file>', 'where it goes (default: stdout)')
      .addHelpText('after', `\nExample:\n  samewire report ${name}${EXAMPLE_FLAGS[name] ?? ''}`)
      .action((flags: ReportFlags) => write(flags, render));
    if (name === 'releases') {
      command.option('--pairs <pairs>', 'two targets each (default: neighbours)', commaList);
    }
  }
  return report;
}

const EXAMPLE_FLAGS: Readonly<Record<string, string>> = {
  html: ' --out matrix.html',
  markdown: ' >> "$GITHUB_STEP_SUMMARY"',
  releases: ' --pairs redis@7.0..redis@8.0,redis@7.0..valkey@9.1 --out releases.md',
};

async function write(flags: ReportFlags, render: Render): Promise<void> {
  const text = await render(await readResults(flags.results), flags);
  if (flags.out === undefined) {
    process.stdout.write(text);
    return;
  }
  const written = await writeFiles(dirname(flags.out), [{ name: basename(flags.out), text }]);
  if (written.instead !== undefined) {
    process.stderr.write(`${written.instead}. The report is in ${written.folder}\n`);
  }
}

async function readResults(file: string): Promise<ResultDocument> {
  try {
    return readDocument(await readFile(file, 'utf8'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (cause instanceof DocumentError) {
      throw new UsageError(`--results ${file} is ${message}`, { cause });
    }
    if (code === undefined) throw cause;
    throw new UsageError(`--results ${file}: ${message}`, {
      remedy: '`samewire run` leaves samewire.results.json in its --out folder.',
      cause,
    });
  }
}

function differences(document: ResultDocument): string {
  const findings = findDifferences(document);
  return findings.length === 0 ? 'No differences.\n' : `${findings.map(tell).join('\n\n')}\n`;
}

/** The page of these pairs; of all releases that stand next to each other, unless told. */
export async function releasesPage(
  document: ResultDocument,
  words?: readonly string[],
): Promise<string> {
  const pairs = words
    ? words.map((word) => pairOf(word, document.targets))
    : neighbours(document.targets, await descents());
  if (pairs.length > 0) return releases(document, pairs);
  throw new UsageError('the results have no two releases of one lineage', {
    remedy: 'Run more targets, or name --pairs.',
  });
}

async function descents(): Promise<Descents> {
  const products = await loadCatalog();
  return Object.fromEntries(
    products.flatMap(({ product, descends }) =>
      descends === undefined ? [] : [[product, descends]],
    ),
  );
}

function pairOf(word: string, targets: readonly TargetRecord[]): Pair {
  const [from, to, ...more] = word.split('..');
  if (!from || !to || more.length > 0) {
    throw new UsageError(`--pairs ${word} is no pair`, { remedy: 'Write redis@7.0..redis@8.0.' });
  }
  return { from: columnOf(from, targets), to: columnOf(to, targets) };
}

/** The place of a target, by the word it was asked for with, or by its product and release. */
function columnOf(word: string, targets: readonly TargetRecord[]): number {
  const exact = targets.findIndex(({ name }) => name === word);
  if (exact >= 0) return exact;
  const named = targets.findIndex(
    ({ product, version }) => `${product}@${releaseOf(version)}` === word,
  );
  if (named >= 0) return named;
  throw new UsageError(`the results have no target ${word}`, {
    remedy: `Choose from ${targets.map(({ name }) => name).join(', ')}.`,
  });
}

function commaList(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}
