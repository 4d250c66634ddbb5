/** Coverage for people and for machines: by group and command, with what is missing in words. */
import type { CommandCoverage, Coverage, Item } from '../harness/coverage/measure.ts';
import { percent, type Share, totalsOf } from '../harness/coverage/totals.ts';
import type { Palette } from './palette.ts';
import { padEnd, padStart, wrap } from './text.ts';

export interface CoverageSetting {
  readonly width: number;
  readonly paint: Palette;
  /** Only what has holes, and of it only the holes. */
  readonly missing: boolean;
}

export function coverageText(coverage: Coverage, setting: CoverageSetting): string {
  const shown = coverage.commands.filter((one) => !setting.missing || holesOf(one).length > 0);
  const width = Math.max(0, ...shown.map(({ command }) => command.name.length));
  const groups = [...new Set(shown.map(({ command }) => command.group))].toSorted();
  const blocks = groups.map((group) => {
    const commands = shown.filter(({ command }) => command.group === group);
    const lines = commands.flatMap((one) => commandLines(one, width, coverage, setting));
    return [setting.paint.strong(group), ...lines, ''].join('\n');
  });
  return [...blocks, totalsText(coverage, setting.paint)].join('\n');
}

/** Everything measured, as JSON. */
export function coverageJson(coverage: Coverage): string {
  const commands = coverage.commands.map((one) => {
    const { name, group, servers, tokenServers } = one.command;
    const { cases, items, provoked, contexts, protocols } = one;
    return { name, group, servers, tokenServers, cases, items, provoked, contexts, protocols };
  });
  const { servers } = coverage;
  return `${JSON.stringify({ servers, totals: totalsOf(coverage), commands }, undefined, 2)}\n`;
}

function commandLines(
  one: CommandCoverage,
  width: number,
  { servers }: Coverage,
  { paint, missing, width: columns }: CoverageSetting,
): string[] {
  const first = `  ${padEnd(one.command.name, width)} `;
  const indent = ' '.repeat(width + 4);
  const holes = holeText(one, servers);
  if (missing) return wrap(holes, columns, first, indent);
  const uncalled = one.cases === 0 && holes !== '';
  const head = uncalled ? [] : [`${first} ${summary(one)}`];
  const told = holes === '' ? [] : wrap(holes, columns, uncalled ? first : indent, indent);
  const leftOut = one.items
    .filter(({ state }) => state === 'left-out')
    .flatMap(({ name, why }) => wrap(`left out: ${nameOf(name)}: ${why}`, columns, indent));
  return [
    ...head,
    ...told.map((line) => paint.bad(line)),
    ...leftOut.map((line) => paint.faint(line)),
  ];
}

/** `12 cases  3/4 tokens  arity 2, syntax 1  plain multi script pipeline  RESP 2 3` */
function summary({ cases, items, provoked, contexts, protocols }: CommandCoverage): string {
  if (cases === 0) return 'no case';
  const tokens = items.filter(({ kind }) => kind === 'token');
  const covered = tokens.filter(({ state }) => state === 'covered');
  const errors = Object.entries(provoked).map(([name, steps]) => `${name} ${steps}`);
  return [
    `${padStart(String(cases), 3)} ${cases === 1 ? 'case ' : 'cases'}`,
    ...(tokens.length > 0 ? [`${covered.length}/${tokens.length} tokens`] : []),
    ...(errors.length > 0 ? [`errors: ${errors.join(', ')}`] : []),
    contexts.join(' '),
    `RESP ${protocols.join(' ')}`,
  ].join('  ');
}

/** `no success · tokens: COUNT, IDMP (valkey only) · errors: range`; nothing where there is no hole. */
function holeText(one: CommandCoverage, servers: readonly string[]): string {
  const { command, cases } = one;
  const holes = holesOf(one);
  const of = (kind: Item['kind']) => holes.filter((item) => item.kind === kind);
  const tokens = of('token').map(({ name, state }) => {
    const remarks = [
      ...(state === 'refused' ? ['only refused'] : []),
      ...onlyOn(command.tokenServers[name] ?? [], command.servers),
    ];
    return `${nameOf(name)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
  });
  const errors = of('error').map(({ name }) => name);
  const parts = [
    ...(of('command').length > 0 ? [cases === 0 ? 'no case' : 'no success'] : []),
    ...(tokens.length > 0 ? [`tokens: ${tokens.join(', ')}`] : []),
    ...(errors.length > 0 ? [`errors: ${errors.join(', ')}`] : []),
  ];
  if (parts.length === 0) return '';
  const [where] = onlyOn(command.servers, servers);
  return [...(where === undefined ? [] : [where]), ...parts].join(' · ');
}

function holesOf({ items }: CommandCoverage): Item[] {
  return items.filter(({ state }) => state === 'missing' || state === 'refused');
}

function onlyOn(some: readonly string[], all: readonly string[]): string[] {
  return some.length < all.length ? [`only ${some.join(', ')}`] : [];
}

/** MIGRATE has a token without a letter. */
function nameOf(name: string): string {
  return name === '' ? '""' : name;
}

function totalsText(coverage: Coverage, paint: Palette): string {
  const { commands, tokens, errors, cases } = totalsOf(coverage);
  const refused = coverage.commands
    .flatMap(({ items }) => items)
    .filter(({ state }) => state === 'refused').length;
  return [
    paint.strong(`On ${coverage.servers.join(' and ')}, by ${cases.toLocaleString('en')} cases`),
    shareText('commands', commands),
    shareText('option tokens', tokens),
    shareText('classes of errors', errors),
    ...(refused > 0
      ? [`${refused} of what is missing is sent, but only where it is refused.`]
      : []),
    '',
  ].join('\n');
}

function shareText(what: string, share: Share): string {
  const { covered, missing, leftOut } = share;
  const cells = [
    padEnd(what, 18),
    padStart(`${percent(share)}%`, 6),
    `${padStart(String(covered), 5)} covered`,
    `${padStart(String(missing), 4)} missing`,
    `${padStart(String(leftOut), 4)} left out for a reason`,
  ];
  return cells.join(' ');
}
