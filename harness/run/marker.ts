/** What is asked last on a connection, to see whether the replies before it were as many as they should be. */
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';

const MARKER = 'samewire-end';

/** The bytes to send. */
export const MARK: ByteString = encodeCommand(['PING', MARKER]);

/** Whether the marker was answered: inside MULTI by `QUEUED`, or it was refused. */
export function answersMarker(reply: Reply): boolean {
  if (reply.type === 'status') return reply.text === 'QUEUED';
  return reply.type === 'error' || saysMarker(reply);
}

/** Whether the marker itself came back: a bulk string; in RESP2 with a subscription `[pong, marker]`. */
export function saysMarker(reply: Reply): boolean {
  const said = reply.type === 'array' ? reply.items[1] : reply;
  return said?.type === 'bulk' && said.text === MARKER;
}
