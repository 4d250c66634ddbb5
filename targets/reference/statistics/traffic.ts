/** Bytes that came in and went out, and in how many pieces. */
export class Traffic {
  inputBytes = 0;
  outputBytes = 0;
  reads = 0;
  writes = 0;

  read(bytes: number): void {
    this.inputBytes += bytes;
    this.reads += 1;
  }

  wrote(bytes: number): void {
    this.outputBytes += bytes;
    this.writes += 1;
  }

  reset(): void {
    this.inputBytes = 0;
    this.outputBytes = 0;
    this.reads = 0;
    this.writes = 0;
  }
}
