import { describe, expect, it } from 'vitest';
import type { Cell, ResultDocument } from '../harness/results/document.generated.ts';
import { unshareEvidence } from '../harness/results/shared-evidence.ts';
import { FORMATS } from './formats.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { PLAIN } from './palette.ts';
import { terminal } from './terminal.ts';
import { sampleDocument, smallDocument } from './testing/sample.ts';

const TEMPLATE =
  '<html><script type="application/json" id="samewire-results"></script><p>$& stays</p></html>';
const SETTING = { width: 80, paint: PLAIN, explorer: TEMPLATE };

/** A document in which servers reply what would end a page, a table and a code block. */
function hostileDocument(): ResultDocument {
  const document = smallDocument();
  const says = '```\n</script><script>alert(1)</script> | <!-- `';
  const cell: Cell = {
    verdict: 'different',
    rung: 'value',
    fails: true,
    differences: [
      {
        step: 1,
        rung: 'value',
        against: 'contract',
        wanted: { says },
        found: { says, bytes: says },
      },
    ],
  };
  const rows = document.results.map((row) => ({ ...row, cells: row.cells.map(() => cell) }));
  return {
    ...document,
    results: rows,
    targets: document.targets.map((target) => ({ ...target, blocked: 'a | <b>`' })),
  };
}

describe('every format', () => {
  it.each(Object.entries(FORMATS))('%s is the same text for the same document', (_, { render }) => {
    expect(render(smallDocument(), SETTING)).toBe(render(smallDocument(), SETTING));
  });

  it.each(Object.entries(FORMATS))('%s says something of an empty document', (_, { render }) => {
    const empty = { ...smallDocument(), suites: [], targets: [], cases: [], results: [] };
    expect(render(empty, SETTING)).not.toBe('');
  });
});

describe('golden files', () => {
  it.each(['terminal', 'markdown'] as const)('%s of the small document', async (name) => {
    const { render } = FORMATS[name];
    await expect(render(smallDocument(), SETTING)).toMatchFileSnapshot(
      `testing/golden/${name}.golden`,
    );
  });
});

describe('terminal', () => {
  it.each([40, 60, 80, 100, 132])('fits into %d columns', (width) => {
    for (const document of [smallDocument(), sampleDocument()]) {
      const lines = terminal(document, { width, paint: PLAIN }).split('\n');
      expect(lines.filter((line) => [...line].length > width)).toEqual([]);
    }
  });

  it('shows nine targets in one table of 80 columns', () => {
    const text = terminal(sampleDocument(), { width: 80, paint: PLAIN });
    expect(text.match(/^all /gm)).toHaveLength(1);
  });

  it('changes nothing but the paint when painted', () => {
    const mark = (text: string) => `\x1b[1m${text}\x1b[0m`;
    const paint = { good: mark, bad: mark, notice: mark, faint: mark, strong: mark };
    const painted = terminal(smallDocument(), { width: 80, paint });
    expect(painted).toContain('\x1b[1m');
    expect(painted.replaceAll('\x1b[1m', '').replaceAll('\x1b[0m', '')).toBe(
      terminal(smallDocument(), { width: 80, paint: PLAIN }),
    );
  });

  it('says so when nothing differs', () => {
    const cells: Cell[] = [{ verdict: 'same' }];
    const document = smallDocument();
    const calm = {
      ...document,
      targets: document.targets.slice(0, 1),
      results: document.results.map((row) => ({ ...row, cells })),
    };
    expect(terminal(calm, { width: 80, paint: PLAIN })).toContain('No differences.');
  });
});

describe('markdown', () => {
  it('keeps replies inside their code block and names inside their table cell', () => {
    const text = markdown(hostileDocument(), { top: 1 });
    expect(text.match(/^````\n[\s\S]*?<\/script>[\s\S]*?\n````$/m)).not.toBe(null);
    expect(text).toContain('a \\| \\<b\\>\\`');
  });

  it('says how many differences it leaves out', () => {
    expect(markdown(smallDocument(), { top: 5 })).toContain('And 2 more differences');
  });
});

describe('html', () => {
  it('puts the document into the template, and a browser reads it back', () => {
    const document = hostileDocument();
    const page = html(document, TEMPLATE);
    const [, data = ''] = /id="samewire-results">(.*?)<\/script>/s.exec(page) ?? [];
    expect(unshareEvidence(JSON.parse(data))).toEqual(document);
    expect(data).not.toContain('<');
    expect(page).toContain('<p>$& stays</p>');
  });

  it('refuses a template that has no place for the data', () => {
    expect(() => html(smallDocument(), '<html></html>')).toThrow('must contain exactly once');
  });
});

describe('json', () => {
  it('has totals for each target and group, and null where nothing was judged', () => {
    const summary = JSON.parse(FORMATS.json.render(smallDocument(), SETTING));
    expect(summary.targets.map((target: { name: string }) => target.name)).toEqual(
      smallDocument().targets.map(({ name }) => name),
    );
    expect(summary.targets[0].groups.list).toMatchObject({ fails: 4, passPercent: 50 });
    expect(summary.targets[3].total).toMatchObject({ blocked: 36, passPercent: null });
    expect(summary.differences[0]).toMatchObject({
      rung: 'ok-vs-error',
      commands: ['BITCOUNT'],
      evidence: { target: 'valkey@9.1', step: 2 },
    });
  });
});
