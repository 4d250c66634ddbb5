/** What a server sends, as a connection hands it on, for tests. */
import { says } from '../../suite/notation.ts';
import type { Arrival } from '../../wire/connection.ts';
import { Decoder } from '../../wire/decode.ts';
import type { Observation } from '../../wire/observation.ts';

export function arrivalsOf(bytes: string): Arrival[] {
  return new Decoder().push(Buffer.from(bytes, 'latin1'));
}

/** A bulk string on the wire. */
export function bulk(text: string): string {
  return `$${text.length}\r\n${text}\r\n`;
}

/** What was seen, in one line. */
export function seenIn({ seen, extra, closed }: Observation): string {
  const found = seen.kind === 'reply' ? says(seen.reply) : seen.kind;
  return `${found}${closed ? ', closed' : ''}${extra.map(tooMuch).join('')}`;
}

function tooMuch(arrival: Arrival): string {
  return `, and ${arrival.kind === 'reply' ? says(arrival.reply) : arrival.kind}`;
}

/** The bytes that are kept as evidence of what was seen; `undefined` when that has none. */
export function rawOf({ seen }: Observation): string | undefined {
  return 'raw' in seen ? Buffer.from(seen.raw).toString('latin1') : undefined;
}
