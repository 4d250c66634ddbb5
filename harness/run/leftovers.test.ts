import { describe, expect, it } from 'vitest';
import { undoingCommands } from './leftovers.ts';
import { plannedCell } from './testing/planned-cell.ts';

describe('after a case', () => {
  it.each([
    ['[GET, key]', []],
    ['[FUNCTION, LOAD, text]', ['FUNCTION FLUSH']],
    ['[eval, "return 1", 0]', ['SCRIPT FLUSH']],
    ['[CLIENT, PAUSE, 1000]', ['CLIENT UNPAUSE']],
    ['[CLIENT, LIST]', []],
    ['[ACL, SETUSER, writer, on]', ['ACL LOG RESET', 'ACL DELUSER writer']],
    [
      '[ACL, SETUSER, default, "-@all"]',
      ['ACL LOG RESET', 'ACL SETUSER default reset on nopass ~* +@all', 'ACL SETUSER default &*'],
    ],
    ['[CONFIG, SET, requirepass, secret]', ['CONFIG SET requirepass ']],
  ])('that sends %s, the server is told %j', (step, wanted) => {
    expect(undoingCommands(plannedCell(step)).map((argv) => argv.join(' '))).toEqual(wanted);
  });

  it('says each thing once', () => {
    expect(undoingCommands(plannedCell('[EVAL, a, 0]', '[EVAL, b, 0]'))).toHaveLength(1);
  });
});
