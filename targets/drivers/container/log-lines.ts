/**
 * Takes the text out of a container's log, where each piece is headed by eight bytes: which stream,
 * three zeros, its length. Pure. https://docs.docker.com/reference/api/engine/ (container attach)
 */
export function demultiplex(log: Buffer): string {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + 8 <= log.length) {
    const end = at + 8 + log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString('utf8');
}
