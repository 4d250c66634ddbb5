import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../harness/wire/connection.ts';
import { encodeCommand } from '../../../../harness/wire/encode.ts';
import type { Reply } from '../../../../harness/wire/reply.ts';
import { carryOver, type Dial, type Transfer } from './migrate-transfer.ts';

const transfer: Transfer = {
  host: 'elsewhere',
  port: '7000',
  timeoutMs: 50,
  preamble: [
    ['AUTH', 'secret'],
    ['SELECT', '3'],
  ],
  restores: [
    { key: 'one', argv: ['RESTORE', 'one', '0', 'x'] },
    { key: 'two', argv: ['RESTORE', 'two', '0', 'y'] },
  ],
};

function reply(given: Reply): Arrival {
  return { kind: 'reply', reply: given, raw: new Uint8Array() };
}

const ok = reply({ type: 'status', text: 'OK' });
const no = (text: string) => reply({ type: 'error', text });
const silence: Arrival = { kind: 'silence', afterMs: 50, midReply: false };

/** The other server: what it will send, and what it was sent. */
function answering(arrivals: readonly Arrival[]) {
  const seen: string[] = [];
  const dial: Dial = async ({ host, port }, { connectTimeoutMs }) => {
    seen.push(`${host}:${port} within ${connectTimeoutMs}`);
    return {
      write: (bytes) => seen.push(bytes),
      take: async () => arrivals,
      close: () => seen.push('closed'),
    };
  };
  return { dial, seen };
}

function refusing(error: Error): Dial {
  return () => Promise.reject(error);
}

const replied = 'ERR Target instance replied with error:';
const reading = 'IOERR error or timeout reading to target instance';
const writing = 'IOERR error or timeout writing to target instance';
const connecting = 'IOERR error or timeout connecting to the client';

describe('carrying keys over', () => {
  it('sends everything in one write and closes', async () => {
    const { dial, seen } = answering([ok, ok, ok, ok]);
    expect(await carryOver(transfer, dial)).toEqual({ taken: ['one', 'two'], refusal: undefined });
    const requests = [...transfer.preamble, ...transfer.restores.map(({ argv }) => argv)];
    const bytes = requests.map(encodeCommand).join('');
    expect(seen).toEqual(['elsewhere:7000 within 50', bytes, 'closed']);
  });

  it.each<[what: string, arrivals: Arrival[], taken: string[], refusal: string]>([
    ['a wrong password', [no('WRONGPASS'), ok, ok, ok], [], `${replied} WRONGPASS`],
    ['no such database', [ok, no('ERR out'), ok, ok], [], `${replied} ERR out`],
    ['one busy key', [ok, ok, no('BUSYKEY'), ok], ['two'], `${replied} BUSYKEY`],
    ['the first of two errors', [ok, ok, no('ERR a'), no('ERR b')], [], `${replied} ERR a`],
    ['silence after a key', [ok, ok, ok, silence], ['one'], reading],
    ['silence at once', [silence], [], reading],
  ])('%s', async (_what, arrivals, taken, refusal) => {
    expect(await carryOver(transfer, answering(arrivals).dial)).toEqual({ taken, refusal });
  });

  it.each([
    ['a closed port', Object.assign(new Error('refused'), { syscall: 'connect' }), writing],
    [
      'an unknown name',
      Object.assign(new Error('no name'), { syscall: 'getaddrinfo' }),
      connecting,
    ],
    ['no answer in time', new Error('no connection after 50 ms'), connecting],
  ])('%s', async (_what, error, refusal) => {
    expect(await carryOver(transfer, refusing(error))).toEqual({ taken: [], refusal });
  });

  it.each([
    ['7000x', 'elsewhere:7000'],
    ['http', 'elsewhere:0'],
    ['65537', 'elsewhere:1'],
  ])('reads the port %s as C does', async (port, address) => {
    const { dial, seen } = answering([ok, ok, ok, ok]);
    await carryOver({ ...transfer, port }, dial);
    expect(seen[0]).toBe(`${address} within 50`);
  });

  it('goes nowhere below port 0', async () => {
    const { dial, seen } = answering([]);
    expect((await carryOver({ ...transfer, port: '-1' }, dial)).refusal).toBe(connecting);
    expect(seen).toEqual([]);
  });
});
