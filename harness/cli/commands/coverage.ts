/** `samewire suites coverage`: how much of what servers document the suites claim something about. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { coverageJson, coverageText } from '../../../reports/coverage.ts';
import { resolveTargets } from '../../../targets/auto.ts';
import { loadCatalog } from '../../../targets/catalog-files.ts';
import { createDrivers } from '../../../targets/drivers.ts';
import { surveyMachine } from '../../../targets/survey.ts';
import { applyHoles, type Hole, HolesError, parseHoles, sayHole } from '../../coverage/holes.ts';
import { type Coverage, measure } from '../../coverage/measure.ts';
import type { Surface } from '../../coverage/surface.ts';
import { type Drop, dropsBelow, type Floor, totalsOf } from '../../coverage/totals.ts';
import { readSuites } from '../../suite/read-suites.ts';
import { driverSettings } from '../environment.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { liveSurface } from '../live-surface.ts';
import { coverageFloor, coverageHoles, shippedSuites } from '../package.ts';
import { paletteFor } from '../palette.ts';

interface CoverageFlags {
  readonly targets: readonly string[];
  readonly group: readonly string[];
  readonly missing?: boolean;
  readonly floor?: boolean;
  readonly json?: boolean;
}

/** The newest server of each line: what has an option at all has it there. */
const NEWEST = ['debian:redis@8.6', 'debian:valkey@9.1'];

export function coverageCommand(): Command {
  return new Command('coverage')
    .summary('which commands, options and errors of live servers have a case')
    .description(
      'Starts the targets, reads which commands, option tokens and arguments they document, and\n' +
        'shows what of that the suites claim something about.',
    )
    .argument('[paths...]', 'suite files or folders (default: those that come with Samewire)')
    .option('-t, --targets <names>', 'whose commands count, comma-separated', commaList, NEWEST)
    .option('-g, --group <names>', 'only these groups of commands, e.g. list,stream', commaList, [])
    .option('--missing', 'only what is missing')
    .option('--floor', 'fail when the suites cover less than they did')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExit codes:\n  0 all well   1 below the floor, or a hole that is none any more' +
        '\n\nExample:\n  samewire suites coverage --missing --group stream',
    )
    .action(coverage);
}

async function coverage(paths: string[], flags: CoverageFlags): Promise<void> {
  using interrupt = onInterrupt((line) => process.stderr.write(`${line}\n`));
  const suites = await readSuites(paths.length > 0 ? paths : [shippedSuites]);
  const holes = await shippedHoles();
  const surface = await surfaceOf(flags.targets, interrupt.signal);
  const { coverage: all, filled, unknown } = applyHoles(measure(suites, surface), holes);
  const shown = onlyGroups(all, flags.group);
  const paint = paletteFor(process.stdout);
  const width = Math.max(process.stdout.columns ?? 100, 60);
  process.stdout.write(
    flags.json
      ? coverageJson(shown)
      : coverageText(shown, { width, paint, missing: flags.missing === true }),
  );
  // Against other servers than the newest, a hole may well name what they do not have.
  const stale = flags.floor ? [...filled, ...unknown] : filled;
  const drops = flags.floor ? dropsBelow(await shippedFloor(), totalsOf(all)) : [];
  if (stale.length + drops.length === 0) return;
  process.stderr.write([...stale.map(staleText), ...drops.map(dropText), ''].join('\n'));
  process.exitCode = EXIT.differences;
}

async function surfaceOf(words: readonly string[], signal: AbortSignal): Promise<Surface> {
  const catalog = await loadCatalog();
  const settings = driverSettings();
  const { specs } = resolveTargets(words, catalog, await surveyMachine(catalog, settings));
  return liveSurface(specs, createDrivers(catalog, settings), signal);
}

async function shippedHoles(): Promise<Hole[]> {
  try {
    return parseHoles('holes.yaml', await readFile(coverageHoles, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof HolesError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

async function shippedFloor(): Promise<Floor> {
  return JSON.parse(await readFile(coverageFloor, 'utf8')) as Floor;
}

function onlyGroups(all: Coverage, groups: readonly string[]): Coverage {
  if (groups.length === 0) return all;
  const known = [...new Set(all.commands.map(({ command }) => command.group))].toSorted();
  const wrong = groups.filter((group) => !known.includes(group));
  if (wrong.length > 0) {
    throw new UsageError(`there is no group ${wrong.join(', ')}`, {
      remedy: `Choose from ${known.join(', ')}.`,
    });
  }
  return { ...all, commands: all.commands.filter(({ command }) => groups.includes(command.group)) };
}

function staleText(hole: Hole): string {
  return `stale hole ${sayHole(hole)}: delete it, or name what is still missing`;
}

function dropText({ what, floor, now }: Drop): string {
  return `below the floor: ${what} ${now}, and it was ${floor}`;
}

function commaList(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}
