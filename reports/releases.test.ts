import { describe, expect, it } from 'vitest';
import { neighbours } from './release-pairs.ts';
import { releases } from './releases.ts';
import {
  absent,
  departure,
  different,
  releasesDocument,
  SAME,
  type TwoCells,
} from './testing/releases.ts';
import { sampleDocument } from './testing/sample.ts';

const PAIR = [{ from: 0, to: 1 }];

function page(...cases: readonly TwoCells[]): string {
  return releases(releasesDocument(...cases), PAIR);
}

function rows(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('| `'));
}

describe('the page of releases', () => {
  it('is as the golden file has it', async () => {
    const document = sampleDocument();
    const pairs = neighbours(document.targets, {
      valkey: { from: 'redis', at: '7.2' },
      redict: { from: 'redis', at: '7.2' },
    });
    await expect(releases(document, pairs)).toMatchFileSnapshot('testing/golden/releases.golden');
  });

  it('knows no time and no evidence that is another one in each run', () => {
    const seen = (found: string, at: string) => {
      const document = releasesDocument({
        send: [['RANDOMKEY']],
        cells: [SAME, different(departure('value', '(nil)', found, { varies: true }))],
      });
      return releases({ ...document, times: { ...document.times, startedAt: at } }, PAIR);
    };
    expect(seen('this', '2026-11-21')).toBe(seen('that', '2026-11-22'));
    expect(seen('this', '2026-11-21')).toContain('| `(bulk)` |');
  });

  it('keeps what servers say inside its cell', () => {
    const nasty = '``` | </details> \n| a';
    const [row, ...others] = rows(
      page({ send: [['GET', nasty]], cells: [SAME, different(departure('value', nasty, 'b'))] }),
    );
    expect(others).toEqual([]);
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it('lists what is new by release, and no subcommands of a new command', () => {
    const since = (redis: string) => ({ redis });
    const without = (command: string) =>
      absent(departure('missing', 'OK', `(error) ERR unknown command '${command}', with args`));
    const text = page(
      { send: [['HOTKEYS', 'GET']], since: since('8.0'), cells: [without('HOTKEYS'), SAME] },
      {
        send: [['OBJECT', 'ENCODING', 'k']],
        since: since('8.0'),
        cells: [without('OBJECT'), SAME],
      },
      { send: [['OBJECT']], since: since('8.0'), cells: [without('OBJECT'), SAME] },
      { send: [['HEXPIRE', 'k']], since: since('7.4'), cells: [without('HEXPIRE'), SAME] },
    );
    expect(text).toContain('- 7.4: `HEXPIRE`\n- 8.0: `HOTKEYS`, `OBJECT`\n');
  });

  it('folds long lists, and says what it leaves out', () => {
    const many = Array.from(
      { length: 33 },
      (_, place): TwoCells => ({
        send: [[`CMD${place}`]],
        cells: [SAME, different(departure('value', 'a', 'b'))],
      }),
    );
    const text = page(...many);
    expect(text).toContain('<details><summary><b>value</b>: 33</summary>');
    expect(rows(text)).toHaveLength(30);
    expect(text).toContain('And 3 more, of CMD7, CMD8 and CMD9.');
    expect(page(...many.slice(0, 3))).not.toContain('<details>');
  });

  it('says so where nothing changed', () => {
    expect(page({ send: [['GET', 'k']], cells: [SAME, SAME] })).toContain(
      'Nothing that the suites look at behaves otherwise.',
    );
  });
});
