import { describe, expect, it } from 'vitest';
import { sideText } from './side.ts';

describe('one side of a change', () => {
  it.each([
    ['(error) ERR syntax error', '(error) ERR syntax error'],
    ['{ error: ERR }', '(error) ERR'],
    ['{ error: "ERR a \\"b\\"" }', '(error) ERR a "b"'],
    ['{ status: OK }', 'OK'],
    ['null', '(nil)'],
    ['7', '(integer) 7'],
    ['{ match: "^a" }', '{ match: "^a" }'],
    [`FULLRESYNC ${'5a'.repeat(20)} 0`, 'FULLRESYNC … 0'],
    [`call to f_${'5a'.repeat(20)}`, 'call to …'],
    ['function: 0x7f77911fb1a0', 'function: …'],
    ['0x10', '0x10'],
  ])('reads %s as %s', (says, text) => {
    expect(sideText({ says })).toBe(text);
  });

  it.each([
    [{ says: '(error) WRONGPASS no', value: { error: 'WRONGPASS no' } }, '(error) WRONGPASS …'],
    [{ says: '["b", "a"]', value: ['b', 'a'] }, '(array)'],
  ])('tells only the kind of what is another one in each run', (seen, text) => {
    expect(sideText({ ...seen, open: true })).toBe(text);
  });
});
