/** `samewire run`: suites on targets, a matrix out. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS } from '../../../reports/formats.ts';
import { PLAIN } from '../../../reports/palette.ts';
import { resolveTargets } from '../../../targets/auto.ts';
import { loadCatalog } from '../../../targets/catalog-files.ts';
import type { EndpointSettings } from '../../../targets/drivers/settings.ts';
import { createDrivers } from '../../../targets/drivers.ts';
import { surveyMachine } from '../../../targets/survey.ts';
import type { PolicyName } from '../../compare/rung.ts';
import type { ResultDocument } from '../../results/document.generated.ts';
import { reckon } from '../../results/expect.ts';
import { writeDocument } from '../../results/text.ts';
import { LIMITS } from '../../run/limits.ts';
import { runSuites } from '../../run-suites.ts';
import type { Context } from '../../suite/case.ts';
import { CONTEXTS } from '../../suite/contexts.ts';
import type { Protocol } from '../../wire/reply.ts';
import { driverSettings } from '../environment.ts';
import { runExitCode, UsageError } from '../exit-code.ts';
import { expectationsFor } from '../expectations.ts';
import { type OutFile, prepareFolder, writeFiles } from '../files.ts';
import { onInterrupt } from '../interrupt.ts';
import { explorerPage, shippedSuites, version } from '../package.ts';
import { paletteFor } from '../palette.ts';
import { Progress } from '../progress.ts';
import { reckoningText } from '../reckoning.ts';
import { selectCases } from '../select.ts';

interface RunFlags {
  readonly targets: readonly string[];
  readonly case: readonly string[];
  readonly contexts: readonly Context[];
  readonly protocol: readonly Protocol[];
  readonly policy: PolicyName;
  readonly baseline: string;
  readonly expect: readonly string[] | false;
  readonly out: string;
  readonly twice?: boolean;
  readonly timeout: number;
  readonly allowNonEmpty?: boolean;
  readonly allowServerWide?: boolean;
  readonly ca?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function runCommand(): Command {
  return new Command('run')
    .summary('run suites on targets and show where they differ')
    .description(
      'Runs behaviour suites on all targets at once and compares what they answer with the\n' +
        'contracts in the suites, or with one of the targets.',
    )
    .argument('[suites...]', 'suite files or folders (default: those that come with Samewire)')
    .option('-t, --targets <names>', 'what to test, comma-separated', commaList, ['auto'])
    .option('-c, --case <globs>', 'only these case ids, e.g. hash/*,string/set/*', commaList, [])
    .option('--contexts <names>', 'where each case runs: see below', contexts, ['plain'])
    .option('-p, --protocol <2|3>', 'only this version of RESP', protocol, [2, 3])
    .addOption(
      new Option('--policy <name>', 'whose eyes decide what fails')
        .choices(['strict', 'client', 'application'])
        .default('client'),
    )
    .option(
      '-b, --baseline <name>',
      'compare with this target instead of the contracts',
      'contract',
    )
    .option(
      '--expect <files>',
      'differences to be expected (default: the shipped ones)',
      commaList,
      [],
    )
    .option('--no-expect', 'expect none')
    .option('-o, --out <folder>', 'where reports go', 'out')
    .option('--twice', 'run everything twice; what differs from itself is unstable (A/A)')
    .option('--timeout <duration>', 'longest wait for a reply', duration, LIMITS.replyMs)
    .option('--allow-non-empty', 'endpoints may hold other keys (they are left alone)')
    .option('--allow-server-wide', 'endpoints may run cases that touch the whole server')
    .option('--ca <file>', "PEM file of the authority behind a rediss:// endpoint's certificate")
    .option('--json', 'print a summary as JSON instead of the matrix')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', HELP)
    .action(run);
}

const HELP = `
Targets:
  reference              the server that comes with Samewire
  valkey@9.1             the best way this machine has: PATH, Debian package, container
  debian:redis@8.0  docker:valkey@9.1  process:/path/to/server
  redis://user:password@host:6379/5    a running server; only database 5, only if empty
  auto                   all that this machine can have without large downloads

Contexts:
  plain                  the case as it is
  pipeline               all of it in one write
  multi                  inside MULTI/EXEC
  script, pcall          each step in a script, by redis.call or redis.pcall
  all                    all of these; a case runs where its commands are still the same

Exit codes:
  0 as expected   1 unexpected or stale differences   2 wrong input
  3 a target could not be tested   70 a bug of Samewire

Examples:
  samewire run --targets redis@7.0,valkey@9.1 --baseline redis@7.0
  samewire run my-suites/ --targets reference,redis://127.0.0.1:6379/9
  samewire run --contexts all --targets valkey@9.1
  samewire run --case 'string/set/*' --targets docker:valkey@9.1 --policy strict`;

async function run(suitePaths: string[], flags: RunFlags): Promise<void> {
  using interrupt = onInterrupt((line) => progress.say(line));
  const progress = new Progress(flags.quiet ? SILENT : process.stderr, () => performance.now());
  const read = await selectCases(suitePaths.length > 0 ? suitePaths : [shippedSuites], flags.case);
  const expectations = await expectationsFor(flags.expect, read);
  const catalog = await loadCatalog();
  const settings = driverSettings(await endpointSettings(flags));
  const machine = await surveyMachine(catalog, settings);
  const { specs, unavailable } = resolveTargets(flags.targets, catalog, machine);
  checkBaseline(
    flags.baseline,
    specs.map(({ name }) => name),
  );
  await prepareFolder(flags.out);
  const page = await readPage();
  if (unavailable.length > 0) {
    const names = unavailable.map(({ name }) => name).join(', ');
    progress.say(`not to be had here (\`samewire targets list\` says why): ${names}`);
  }
  const drivers = createDrivers(catalog, settings);
  const document = await runSuites({
    suites: read,
    targets: specs.map((spec) => ({ spec, driver: drivers[spec.driver] })),
    catalog,
    contexts: flags.contexts,
    protocols: flags.protocol,
    policy: flags.policy,
    baseline: flags.baseline,
    version,
    limits: { ...LIMITS, replyMs: flags.timeout },
    now: () => performance.now(),
    date: new Date(),
    signal: interrupt.signal,
    nonEmpty: flags.allowNonEmpty === true,
    twice: flags.twice === true,
    onEvent: (event) => progress.tell(event),
  });
  progress.clear();
  const reckoning = reckon(document, expectations);
  const written = await writeFiles(flags.out, reportFiles(document, page));
  process.stdout.write(
    flags.json
      ? FORMATS.json.render(document, settingFor(''))
      : `${FORMATS.terminal.render(document, settingFor(''))}\n${reckoningText(reckoning, paletteFor(process.stdout))}`,
  );
  if (interrupt.signal.aborted) {
    process.stderr.write('Interrupted: cells that were not run yet are skipped.\n');
  }
  // Not progress: a quiet run must not lose its results without a word.
  if (written.instead !== undefined) {
    process.stderr.write(`${written.instead}. The reports are in ${written.folder}\n`);
  }
  if (!flags.json) process.stdout.write(whereText(written.folder));
  process.exitCode = runExitCode(document, reckoning, interrupt.signal);
}

const SILENT = { write: () => undefined };

/** What the terminal report needs; the explorer's page is read only for the HTML. */
function settingFor(explorer: string) {
  const paint = explorer === '' ? paletteFor(process.stdout) : PLAIN;
  return { width: process.stdout.columns ?? 100, paint, explorer };
}

/** Before the run, so that a page which was not built does not cost its results. */
export async function readPage(): Promise<string> {
  try {
    return await readFile(explorerPage, 'utf8');
  } catch (cause) {
    throw new UsageError(`the page for reports is missing: ${(cause as Error).message}`, {
      remedy: 'Run `npm run build` first.',
      cause,
    });
  }
}

function reportFiles(document: ResultDocument, page: string): OutFile[] {
  const setting = settingFor(page);
  const { markdown, html, json } = FORMATS;
  return [
    { name: 'samewire.results.json', text: writeDocument(document) },
    ...[markdown, html, json].map(({ file, render }) => ({
      name: file,
      text: render(document, setting),
    })),
  ];
}

function whereText(folder: string): string {
  const fromHere = relative(process.cwd(), folder);
  const shown = fromHere.startsWith('..') ? folder : fromHere;
  return [
    '',
    `Matrix with evidence:  ${join(shown, FORMATS.html.file)}`,
    `For a pull request:    ${join(shown, FORMATS.markdown.file)}`,
    `Result document:       ${join(shown, 'samewire.results.json')}`,
    '',
  ].join('\n');
}

async function endpointSettings(flags: RunFlags): Promise<EndpointSettings> {
  return {
    allowNonEmpty: flags.allowNonEmpty === true,
    allowServerWide: flags.allowServerWide === true,
    ...(flags.ca === undefined ? {} : { ca: await readCa(flags.ca) }),
  };
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--ca ${file}: ${(cause as Error).message}`, { cause });
  }
}

function checkBaseline(baseline: string, names: readonly string[]): void {
  if (baseline === 'contract' || names.includes(baseline)) return;
  throw new UsageError(`--baseline ${baseline} is none of the targets`, {
    remedy: `Choose contract, ${names.join(', ')}.`,
  });
}

function commaList(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}

function protocol(text: string): Protocol[] {
  if (text !== '2' && text !== '3') throw new InvalidArgumentError('It is 2 or 3.');
  return [text === '2' ? 2 : 3];
}

function contexts(text: string): readonly Context[] {
  if (text === 'all') return CONTEXTS;
  const names = commaList(text);
  const unknown = names.find((name) => !CONTEXTS.some((context) => context === name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no ${unknown}. Take ${CONTEXTS.join(', ')} or all.`);
  }
  // A run of nothing would be all as expected.
  if (names.length === 0) throw new InvalidArgumentError('It names none.');
  return CONTEXTS.filter((context) => names.includes(context));
}

function duration(text: string): number {
  const [, number, unit] = /^(\d+)(ms|s)$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('Write it as 500ms or 5s.');
  return Number(number) * (unit === 's' ? 1000 : 1);
}
