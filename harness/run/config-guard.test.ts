import { describe, expect, it } from 'vitest';
import type { Reply } from '../wire/reply.ts';
import { restoringConfig } from './config-guard.ts';
import type { Hygiene } from './hygiene.ts';
import type { Questions } from './questions.ts';
import { plannedCell } from './testing/planned-cell.ts';
import { recordedQuestions } from './testing/recorded-questions.ts';

function list(...texts: string[]): Reply {
  return { type: 'array', items: texts.map((text) => ({ type: 'bulk', text })) };
}

const BOOK: Record<string, Reply> = {
  'CONFIG GET maxmemory': list('maxmemory', '0'),
  'CONFIG GET SAVE': list('save', '3600 1'),
  'CONFIG GET no-such': list(),
};

/** What is asked around a case with these steps, and where the case itself and other hygiene come. */
async function around(...steps: string[]): Promise<string[]> {
  const questions = recordedQuestions(BOOK);
  const asked = questions.asked as string[];
  const inner: Hygiene = {
    before: async () => {
      asked.push('(before)');
      return { kind: 'ready' };
    },
    after: async () => {
      asked.push('(after)');
    },
  };
  const guard = restoringConfig(inner, questions);
  const cell = plannedCell(...steps);
  expect(await guard.before(cell, 5)).toEqual({ kind: 'ready' });
  asked.push('(case)');
  await guard.after(cell, 5);
  return asked;
}

describe('what a case sets', () => {
  it('is read before it and put back after it', async () => {
    expect(await around('[CONFIG, SET, maxmemory, 100mb]')).toEqual([
      ...['any CONFIG GET maxmemory', '(before)', '(case)'],
      ...['any CONFIG SET maxmemory 0', '(after)'],
    ]);
  });

  it('is every parameter, however it is written, and none of the values', async () => {
    const asked = await around('[config, set, maxmemory, SAVE, SAVE, ""]', '[GET, CONFIG]');
    expect(asked.filter((line) => /CONFIG/.test(line))).toEqual([
      ...['any CONFIG GET maxmemory', 'any CONFIG GET SAVE'],
      ...['any CONFIG SET maxmemory 0', 'any CONFIG SET save 3600 1'],
    ]);
  });

  it('is not put back where the server does not have it', async () => {
    expect(await around('[CONFIG, SET, no-such, 1]')).toEqual([
      ...['any CONFIG GET no-such', '(before)', '(case)', '(after)'],
    ]);
  });

  it.each([['[CONFIG, GET, maxmemory]'], ['[CONFIG, RESETSTAT]'], ['[SET, set, maxmemory]']])(
    'is nothing in %s',
    async (step) => {
      expect(await around(step)).toEqual(['(before)', '(case)', '(after)']);
    },
  );
});

it('puts back what the case at hand has set, and nothing of the one before', async () => {
  const questions = recordedQuestions(BOOK);
  const inner: Hygiene = {
    before: async () => ({ kind: 'ready' }),
    after: async () => undefined,
  };
  const guard = restoringConfig(inner, questions);
  const cells = [plannedCell('[CONFIG, SET, maxmemory, 1]'), plannedCell('[PING]')];
  for (const cell of cells) {
    await guard.before(cell, 0);
    await guard.after(cell, 0);
  }
  expect(questions.asked.filter((line) => line.includes('SET'))).toEqual([
    'any CONFIG SET maxmemory 0',
  ]);
});

it('has read what is set before the case runs, also where nothing else is asked', async () => {
  const recorded = recordedQuestions(BOOK);
  const waiting: (() => void)[] = [];
  const questions: Questions = {
    ...recorded,
    later: (commands, take) => waiting.push(() => recorded.later(commands, take)),
    sendNow: async () => {
      for (const ask of waiting.splice(0)) ask();
    },
  };
  const inner: Hygiene = {
    before: async () => ({ kind: 'ready' }),
    after: async () => undefined,
  };
  const guard = restoringConfig(inner, questions);
  const cell = plannedCell('[CONFIG, SET, maxmemory, 1]');
  await guard.before(cell, 0);
  await guard.after(cell, 0);
  await questions.sendNow();
  expect(recorded.asked).toEqual(['any CONFIG GET maxmemory', 'any CONFIG SET maxmemory 0']);
});
