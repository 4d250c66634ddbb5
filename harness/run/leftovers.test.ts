import { afterEach, describe, expect, it } from 'vitest';
import { BadServer, honest } from '../../targets/testing/bad-server.ts';
import type { Hygiene } from './hygiene.ts';
import { undoing, undoingCommands } from './leftovers.ts';
import { LIMITS } from './limits.ts';
import { plannedCell } from './testing/planned-cell.ts';
import { recordedQuestions } from './testing/recorded-questions.ts';

describe('after a case', () => {
  it.each([
    ['[GET, key]', []],
    ['[FUNCTION, LOAD, text]', ['FUNCTION FLUSH']],
    ['[eval, "return 1", 0]', ['SCRIPT FLUSH']],
    ['[CLIENT, PAUSE, 1000]', ['CLIENT UNPAUSE']],
    ['[CLIENT, LIST]', []],
    ['[FUNCTION, LIST]', []],
    ['[SCRIPT, EXISTS, digest]', []],
    ['[ACL, SETUSER, writer, on]', ['ACL LOG RESET', 'ACL DELUSER writer']],
    [
      '[ACL, SETUSER, default, "-@all"]',
      ['ACL LOG RESET', 'ACL SETUSER default reset on nopass ~* +@all', 'ACL SETUSER default &*'],
    ],
    ['[CONFIG, SET, requirepass, secret]', ['CONFIG SET requirepass ']],
    ['[AUTH, wrong]', ['ACL LOG RESET']],
    ['[ACL, setuser, writer]', ['ACL LOG RESET', 'ACL DELUSER writer']],
    ['[HOTKEYS, START]', ['HOTKEYS STOP', 'HOTKEYS RESET']],
    ['[SLAVEOF, host, 1]', ['REPLICAOF NO ONE']],
    ['{ silent: 1ms }', []],
  ])('that sends %s, the server is told %j', (step, wanted) => {
    expect(undoingCommands(plannedCell(step)).map((argv) => argv.join(' '))).toEqual(wanted);
  });

  it('says each thing once', () => {
    expect(undoingCommands(plannedCell('[EVAL, a, 0]', '[EVAL, b, 0]'))).toHaveLength(1);
  });
});

describe('the undoing', () => {
  const servers: BadServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
  });

  const inner: Hygiene = { before: async () => ({ kind: 'ready' }), after: async () => undefined };

  /** What is asked on the side, and what comes over a connection of the undoing's own. */
  async function undo(step: string): Promise<{ asked: readonly string[]; heard: string[] }> {
    const heard: string[] = [];
    const server = new BadServer(
      { name: 'bad', driver: 'embedded' },
      (turn) => {
        heard.push(turn.argv.join(' '));
        honest(turn);
      },
      false,
    );
    servers.push(server);
    await server.listen();
    const questions = recordedQuestions();
    const hygiene = undoing(inner, questions, () => server.address, LIMITS);
    const cell = plannedCell(step);
    expect(await hygiene.before(cell, 0)).toEqual({ kind: 'ready' });
    await hygiene.after(cell, 0);
    return { asked: questions.asked, heard };
  }

  it('lets nobody in for a case that does not run', async () => {
    const refusing: Hygiene = {
      ...inner,
      before: async () => ({ kind: 'blocked', why: 'not here' }),
    };
    const nowhere = () => {
      throw new Error('dialled');
    };
    const hygiene = undoing(refusing, recordedQuestions(), nowhere, LIMITS);
    const readiness = await hygiene.before(plannedCell('[ACL, SETUSER, default, off]'), 0);
    expect(readiness).toEqual({ kind: 'blocked', why: 'not here' });
  });

  it('is asked for like anything else', async () => {
    expect(await undo('[FUNCTION, LOAD, text]')).toEqual({
      asked: ['any FUNCTION FLUSH'],
      heard: [],
    });
  });

  it.each([
    ['[CONFIG, SET, requirepass, secret]', ['CONFIG SET requirepass ']],
    [
      '[ACL, SETUSER, default, off]',
      ['ACL LOG RESET', 'ACL SETUSER default reset on nopass ~* +@all', 'ACL SETUSER default &*'],
    ],
  ])('goes over a connection that was let in before %s', async (step, heard) => {
    expect(await undo(step)).toEqual({ asked: [], heard });
  });
});
