import { expect, it } from 'vitest';
import { splitInline } from './inline.ts';

// As redict 7.3.6 answers `ECHO …` sent inline.
it.each([
  ['', []],
  ['  set  k\tv ', ['set', 'k', 'v']],
  [String.raw`"a\x41\n\q\""`, ['aA\nq"']],
  [String.raw`'it\'s \n'`, [String.raw`it's \n`]],
  ['a"b c"', ['ab c']],
  ['""', ['']],
  ['"open', undefined],
  ["'open", undefined],
  ['"a"b', undefined],
  [String.raw`"a\x4z"`, ['ax4z']],
])('splits %j', (line, words) => {
  expect(splitInline(line)).toEqual(words);
});
