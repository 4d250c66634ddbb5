/** A canvas of pixels that is written as braille characters, each of them two pixels by four. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';

// The dots of a cell in the order of Unicode, by column and row.
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
];
const BRAILLE = 0x2800;

export class Canvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint8Array(width * height);
  }

  set(x: number, y: number): void {
    if (x < 0 || y < 0 || x >= this.#width || y >= this.#height) return;
    this.#pixels[y * this.#width + x] = 1;
  }

  line(fromX: number, fromY: number, toX: number, toY: number): void {
    const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let step = 0; step <= steps; step += 1) {
      const part = step / steps;
      this.set(Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part));
    }
  }

  /** Lines of UTF-8, one byte a character. */
  text(): ByteString {
    let lines = '';
    for (let y = 0; y < this.#height; y += 4) {
      for (let x = 0; x < this.#width; x += 2) lines += String.fromCharCode(this.#cell(x, y));
      lines += '\n';
    }
    return Buffer.from(lines, 'utf8').toString('latin1');
  }

  #cell(x: number, y: number): number {
    let dots = 0;
    for (const [column, bits] of DOTS.entries()) {
      for (const [row, bit] of bits.entries()) {
        if (x + column < this.#width && this.#pixels[(y + row) * this.#width + x + column])
          dots += bit;
      }
    }
    return BRAILLE + dots;
  }
}
