/** What a run says of its expectations, in a few lines. */
import type { Palette } from '../../reports/palette.ts';
import type { Expectation, NamedCell, Reckoning } from '../results/expect.ts';

const SHOWN_MAX = 10;

export function reckoningText({ unexpected, expected, stale }: Reckoning, paint: Palette): string {
  const lines = [
    ...listed('not expected', unexpected.map(cellText), paint.bad),
    ...listed('expected, but no longer so', stale.map(staleText), paint.notice),
  ];
  const summary =
    unexpected.length + stale.length === 0
      ? paint.good(`As expected: ${expected.length} known differences, none new.`)
      : paint.bad(
          `${unexpected.length} unexpected, ${stale.length} stale; ${expected.length} known differences.`,
        );
  return `${[...lines, summary].join('\n')}\n`;
}

function listed(what: string, texts: readonly string[], paint: Palette['bad']): string[] {
  const shown = texts.slice(0, SHOWN_MAX).map((text) => `${paint(what)}: ${text}`);
  const more = texts.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more ${what}`] : shown;
}

function cellText({ case: id, context, protocol, target, cell }: NamedCell): string {
  const where = context === 'plain' ? '' : ` (${context})`;
  return `${id}${where} on ${target.name} in RESP${protocol}: ${cell.early ? 'it does what `since` says it is too old for' : (cell.rung ?? cell.verdict)}`;
}

function staleText({ case: id, target, rung, file }: Expectation): string {
  return `${id} on ${target}: ${rung} (${file})`;
}
