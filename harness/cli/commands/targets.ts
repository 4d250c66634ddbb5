/** `samewire targets`: what can be tested here, and getting it. */
import { Command } from 'commander';
import { resolveTargets } from '../../../targets/auto.ts';
import {
  installTarget,
  type ListedTarget,
  listTargets,
  whereIs,
} from '../../../targets/availability.ts';
import type { Catalog } from '../../../targets/catalog.ts';
import { loadCatalog } from '../../../targets/catalog-files.ts';
import type { DriverSettings } from '../../../targets/drivers/settings.ts';
import type { Machine } from '../../../targets/machine.ts';
import { surveyMachine } from '../../../targets/survey.ts';
import type { TargetSpec } from '../../../targets/target.ts';
import { driverSettings } from '../environment.ts';
import { EXIT } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { paletteFor } from '../palette.ts';

interface Here {
  readonly catalog: Catalog;
  readonly settings: DriverSettings;
  readonly machine: Machine;
}

export function targetsCommand(): Command {
  const targets = new Command('targets')
    .summary('list, install and find the servers to test')
    .description('The servers that Samewire knows, and what this machine can have of them.')
    .addHelpText(
      'after',
      '\nExample:\n  samewire targets list\n  samewire targets install valkey@9.1',
    );
  targets
    .command('list')
    .summary('every version in the catalog, and whether it can be had here')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  samewire targets list --json')
    .action(list);
  targets
    .command('install')
    .summary('download what targets need, so that a run starts at once')
    .argument('<names...>', 'targets, or auto')
    .addHelpText('after', '\nExample:\n  samewire targets install redis@8.6 docker:valkey@9.1')
    .action(install);
  targets
    .command('where')
    .summary('where a target is: the command that runs it, or its image')
    .argument('<names...>', 'targets')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  samewire targets where debian:valkey@9.1')
    .action(where);
  return targets;
}

async function here(): Promise<Here> {
  const catalog = await loadCatalog();
  const settings = driverSettings();
  return { catalog, settings, machine: await surveyMachine(catalog, settings) };
}

async function specsOf(
  names: string[],
  { catalog, machine }: Here,
): Promise<readonly TargetSpec[]> {
  const words = names.flatMap((name) => name.split(','));
  return resolveTargets(words, catalog, machine).specs;
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const { catalog, settings, machine } = await here();
  const listed = await listTargets(catalog, machine, settings);
  process.stdout.write(json ? `${JSON.stringify(listed, undefined, 2)}\n` : table(listed));
}

function table(listed: readonly ListedTarget[]): string {
  const paint = paletteFor(process.stdout);
  const width = Math.max(...listed.map(({ name }) => name.length));
  const lines = listed.map((target) => {
    const name = target.name.padEnd(width);
    if (target.driver === undefined) return paint.faint(`✗ ${name}  ${target.how}`);
    return `${target.here ? paint.good('✓') : paint.notice('↓')} ${name}  ${target.how}`;
  });
  return `${lines.join('\n')}\n\n✓ here  ↓ after a download  ✗ not on this machine\n`;
}

async function install(names: string[]): Promise<void> {
  using interrupt = onInterrupt((line) => process.stderr.write(`${line}\n`));
  const machine = await here();
  for (const spec of await specsOf(names, machine)) {
    const say = (doing: string) => process.stderr.write(`${spec.name}: ${doing}\n`);
    await installTarget(spec, machine.catalog, machine.settings, {
      signal: interrupt.signal,
      onProgress: say,
    });
    say('ready');
  }
}

async function where(names: string[], { json }: { json?: boolean }): Promise<void> {
  const machine = await here();
  const { catalog, settings } = machine;
  const places: { name: string; where: string | null }[] = [];
  for (const spec of await specsOf(names, machine)) {
    const place = await whereIs(spec, catalog, machine.machine, settings);
    places.push({ name: spec.name, where: place ?? null });
  }
  if (json) process.stdout.write(`${JSON.stringify(places, undefined, 2)}\n`);
  else
    for (const place of places) process.stdout.write(`${place.name}  ${place.where ?? NOT_HERE}\n`);
  if (places.some((place) => place.where === null)) process.exitCode = EXIT.untested;
}

const NOT_HERE = 'not here yet (samewire targets install gets it)';
