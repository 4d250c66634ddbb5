import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';

// As KEYS answers on redict 7.3.6.
describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['h?llo', 'hello', true],
    ['h?llo', 'hllo', false],
    ['h*llo', 'heeeello', true],
    ['h[ae]llo', 'hallo', true],
    ['h[ae]llo', 'hillo', false],
    ['h[^e]llo', 'hallo', true],
    ['h[^e]llo', 'hello', false],
    ['h[a-c]llo', 'hbllo', true],
    ['h[c-a]llo', 'hbllo', true],
    // The closing bracket ends the range, so that the class has no end.
    ['h[a-]llo', 'ha', true],
    ['h[a-]llo', 'h-llo', false],
    ['[]]', ']', false],
    ['h[ab', 'ha', true],
    [String.raw`h\*llo`, 'h*llo', true],
    [String.raw`h\*llo`, 'hello', false],
    [String.raw`[\]]`, ']', true],
    ['\\', '\\', true],
    ['a**b', 'axxb', true],
    ['a*b*c', 'abxbc', true],
    ['a*b*c', 'abxb', false],
    ['', '', true],
    ['', 'a', false],
    ['\xff?', '\xff\x00', true],
  ])('%j matches %j: %s', (pattern, text, matches) => {
    expect(compileGlob(pattern)(text)).toBe(matches);
  });

  it('can ignore the case of letters', () => {
    expect(compileGlob('MAX*', { ignoreCase: true })('maxclients')).toBe(true);
  });

  it('matches itself when its special bytes are quoted', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(compileGlob(text.replace(/[*?[\]\\^-]/g, String.raw`\$&`))(text)).toBe(true);
      }),
    );
  });

  it('with many stars is refused in little time', () => {
    expect(compileGlob(`${'a*'.repeat(50)}b`)('a'.repeat(10_000))).toBe(false);
  });
});
