import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demultiplex } from './log-lines.ts';

function piece(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(8);
  head[0] = 1;
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

describe('the log of a container', () => {
  it('is what was written, however it was cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(demultiplex(Buffer.concat(texts.map(piece)))).toBe(texts.join(''));
      }),
    );
  });

  it('is shown as far as it goes when it is cut short', () => {
    expect(demultiplex(piece('all of it').subarray(0, 12))).toBe('all ');
  });
});
