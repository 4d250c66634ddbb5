import { describe, expect, it } from 'vitest';
import type { Seen } from '../harness/results/document.generated.ts';
import { commandName } from './command-name.ts';
import { kindOf, wordsOf } from './seen.ts';

function seen(value: unknown, says = ''): Seen {
  return (value === undefined ? { says } : { says, value }) as Seen;
}

describe('kindOf', () => {
  it.each([
    [seen(3), 'integer'],
    [seen('v'), 'bulk'],
    [seen({ hex: '00ff' }), 'bulk'],
    [seen(null), 'null'],
    [seen({ null: 'array' }), 'null array'],
    [seen([1]), 'array'],
    [seen({ status: 'OK' }), 'status'],
    [seen({ error: 'WRONGTYPE Operation …' }), 'error WRONGTYPE'],
    [seen(undefined, '(error) ERR no'), 'error ERR'],
    [seen(undefined, 'no reply in time'), 'nothing'],
  ])('%o', (side, kind) => {
    expect(kindOf(side)).toBe(kind);
  });
});

describe('wordsOf', () => {
  it('leaves out quoted names and the size of numbers, and keeps the kind of quote', () => {
    const words = wordsOf(seen(undefined, "ERR 'GET' at 12, `x`"));
    expect(words).toBe("ERR '…' at 0, `…`");
    expect(words).toBe(wordsOf(seen(undefined, "ERR 'LPOS' at 7, `key`")));
    expect(words).not.toBe(wordsOf(seen(undefined, 'ERR `GET` at 12, `x`')));
  });
});

describe('commandName', () => {
  const suite = {
    group: 'generic',
    suite: 'object',
    title: '',
    digest: '',
    commands: ['object|freq'],
  };
  it.each([
    [{ says: '', send: ['object', 'freq', 'k'] }, 'OBJECT FREQ'],
    [{ says: '', send: ['GET', 'freq'] }, 'GET'],
    [{ says: 'raw: "PI"' }, 'raw: "PI"'],
    [undefined, 'the case'],
  ])('%o', (step, name) => {
    expect(commandName(step, suite)).toBe(name);
  });
});
