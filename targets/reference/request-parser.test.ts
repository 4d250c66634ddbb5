import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../harness/wire/encode.ts';
import type { ByteString } from '../../harness/wire/reply.ts';
import { ProtocolError, RequestParser } from './request-parser.ts';

const LIMITS = { bulkBytesMax: 1024 * 1024, requestBytesMax: 4 * 1024 * 1024, guest: false };

function parser(limits: typeof LIMITS = LIMITS): RequestParser {
  return new RequestParser(() => limits);
}

/** Every request of a stream that arrives in these chunks, and the error that ended it. */
function requestsOf(chunks: readonly ByteString[]): readonly unknown[] {
  const requests = parser();
  const found: unknown[] = [];
  for (const chunk of chunks) {
    requests.push(Buffer.from(chunk, 'latin1'));
    try {
      for (let argv = requests.next(); argv !== undefined; argv = requests.next()) found.push(argv);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return [...found, error.message];
    }
  }
  return found;
}

const bytes = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)),
});
const argv = fc.array(bytes, { minLength: 1, maxLength: 4 });

describe('requests', () => {
  it('are what was encoded, wherever the network cuts the bytes', () => {
    fc.assert(
      fc.property(fc.array(argv, { maxLength: 5 }), fc.array(fc.nat(400)), (commands, cuts) => {
        const stream = commands.map(encodeCommand).join('');
        const edges = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b)];
        const chunks = edges.map((from, index) => stream.slice(from, edges[index + 1]));
        expect(requestsOf(chunks)).toEqual(commands);
      }),
    );
  });

  it('hold an argument that arrives byte by byte', () => {
    const long = 'x'.repeat(5000);
    expect(requestsOf([...encodeCommand(['SET', 'key', long])])).toEqual([['SET', 'key', long]]);
  });

  it.each<[stream: string, found: readonly unknown[]]>([
    ['PING\r\n', [['PING']]],
    ['PING\n', [['PING']]],
    ['\r\nPING\r\n', [['PING']]],
    ['*0\r\n*-1\r\nPING\r\n', [['PING']]],
    ['ECHO "a b"\r\n', [['ECHO', 'a b']]],
    ['ECHO "a\r\n', ['unbalanced quotes in request']],
    ['PING\0\r\n', []],
    ['*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n', [['PING'], ['PING']]],
    ['*a\r\n', ['invalid multibulk length']],
    ['*\r\n', ['invalid multibulk length']],
    ['*01\r\n', ['invalid multibulk length']],
    ['*2147483648\r\n', ['invalid multibulk length']],
    ['*2147483647\r\n', []],
    ['*1\r\n:4\r\n', ["expected '$', got ':'"]],
    ['*1\r\n$a\r\n', ['invalid bulk length']],
    ['*1\r\n$-1\r\n', ['invalid bulk length']],
    ['*1\r\n$1048577\r\n', ['invalid bulk length']],
    ['*1\r\n$99999999999999999999\r\n', ['invalid bulk length']],
    ['a'.repeat(65537), ['too big inline request']],
    [`*${'1'.repeat(65537)}`, ['too big mbulk count string']],
    [`*1\r\n$${'1'.repeat(65537)}`, ['too big bulk count string']],
  ])('of %j', (stream, found) => {
    expect(requestsOf([stream])).toEqual(found);
    expect(requestsOf([...stream])).toEqual(found);
  });

  it('may not add up to more than a client may send', () => {
    const requests = parser({ ...LIMITS, bulkBytesMax: 1024, requestBytesMax: 2000 });
    requests.push(Buffer.from(`*9\r\n${`$1000\r\n${'x'.repeat(1000)}\r\n`.repeat(3)}`, 'latin1'));
    expect(() => requests.next()).toThrow('too big request');
  });

  it.each([
    ['*11\r\n', 'unauthenticated multibulk length'],
    ['*1\r\n$16385\r\n', 'unauthenticated bulk length'],
  ])('of %j is more than a guest may send', (stream, why) => {
    const requests = parser({ ...LIMITS, guest: true });
    requests.push(Buffer.from(stream, 'latin1'));
    expect(() => requests.next()).toThrow(why);
  });
});
