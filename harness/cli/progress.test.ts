import { describe, expect, it } from 'vitest';
import { Progress, progressLine } from './progress.ts';

const starting = { doing: 'starting', cells: 0, done: 0 };

describe('the progress line', () => {
  it.each([
    [[], ''],
    [[['a', starting]], 'a starting'],
    [[['a', { doing: 'running', cells: 2_000, done: 1_234 }]], '1,234 of 2,000 cells'],
    [
      [
        ['a', { doing: 'running', cells: 10, done: 4 }],
        ['b', { doing: 'repeating 3', cells: 10, done: 10 }],
        ['c', { doing: 'failed', cells: 0, done: 0 }],
      ],
      '14 of 20 cells · b repeating 3',
    ],
  ] as [[string, typeof starting][], string][])('of %j', (targets, line) => {
    expect(progressLine(new Map(targets))).toBe(line);
  });
});

function told(isTTY: boolean, columns = 80): { progress: Progress; written: () => string } {
  let text = '';
  let now = 0;
  const stream = {
    isTTY,
    columns,
    write: (more: string) => {
      text += more;
    },
  };
  const progress = new Progress(stream, () => {
    now += 1_000;
    return now;
  });
  progress.tell({ kind: 'starting', target: 'a-long-name', doing: 'starting' });
  progress.tell({ kind: 'running', target: 'a-long-name', cells: 2 });
  progress.tell({ kind: 'cell', target: 'a-long-name' });
  progress.tell({ kind: 'cell', target: 'a-long-name' });
  progress.tell({ kind: 'given-up', target: 'a-long-name', why: 'it hung' });
  return { progress, written: () => text };
}

describe('progress', () => {
  it('through a pipe is a few whole lines without escape codes', () => {
    expect(told(false).written()).toBe(
      'a-long-name: up\na-long-name: 2 cells\na-long-name is tested no further: it hung\n',
    );
  });

  it('on a terminal is one line that fits it, and goes away', () => {
    const { progress, written } = told(true, 12);
    progress.clear();
    const lines = written().split('\r\u001b[2K');
    expect(lines).toContain('a-long-name');
    for (const line of lines) {
      if (!line.includes('no further')) expect(line.length).toBeLessThan(12);
    }
    expect(lines.at(-1)).toBe('');
  });
});
