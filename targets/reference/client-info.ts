/** The line about a connection in CLIENT LIST, in the fields and order of 7.2. */
import { encodeCommand } from '../../harness/wire/encode.ts';
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Connection } from './connection.ts';
import { isSubscribed } from './pubsub.ts';

export function clientInfo(connection: Connection): ByteString {
  const { core, subscriptions, tracking, transaction } = connection;
  const age = Math.floor((core.nowMs - connection.createdAtMs) / 1000);
  const idle = Math.floor((core.nowMs - connection.lastActiveAtMs) / 1000);
  const fields: Readonly<Record<string, string | number>> = {
    id: connection.id,
    addr: connection.peer.address,
    laddr: connection.peer.localAddress,
    // There is no file descriptor to tell; the number of the connection is as unique.
    fd: connection.id,
    name: connection.name,
    age,
    idle,
    flags: flags(connection),
    db: connection.db.index,
    sub: subscriptions.channels.size,
    psub: subscriptions.patterns.size,
    ssub: subscriptions.shardChannels.size,
    multi: transaction?.queue.length ?? -1,
    ...memory(connection),
    events: 'r',
    cmd: connection.lastCommand?.fullName ?? 'NULL',
    user: connection.user.name,
    redir: tracking?.redirect ?? -1,
    resp: connection.protocol,
    'lib-name': connection.libName,
    'lib-ver': connection.libVersion,
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function flags(connection: Connection): string {
  const { tracking } = connection;
  const letters = [
    connection.core.monitors.has(connection) ? 'O' : '',
    isSubscribed(connection) ? 'P' : '',
    connection.transaction === undefined ? '' : 'x',
    isBlocked(connection) ? 'b' : '',
    tracking === undefined ? '' : 't',
    tracking?.redirectBroken ? 'R' : '',
    tracking?.broadcasts ? 'B' : '',
    connection.transactionFailed ? 'd' : '',
    connection.closing ? 'c' : '',
    connection.noEvict ? 'e' : '',
    connection.noTouch ? 'T' : '',
  ].join('');
  return letters === '' ? 'N' : letters;
}

/** A command held back by a pause counts as one that waits. */
function isBlocked({ waiter, postponed }: Connection): boolean {
  return waiter !== undefined || postponed !== undefined;
}

// What the original sets aside for a client: the room for what it reads and writes, and its record.
const INPUT_BYTES = 20474;
const OUTPUT_BYTES = 16384;
const RECORD_BYTES = 774;
const QUEUED_COMMAND_BYTES = 24;

/** The bytes that the original would hold for the connection, as far as they follow from its state. */
function memory(connection: Connection): Readonly<Record<string, number>> {
  const { core, parser, transaction } = connection;
  const request = core.executing === connection ? core.request : [];
  const running = request.length === 0 ? 0 : encodeCommand(request).length;
  const qbuf = parser.pendingBytes + running;
  const qbufFree = Math.max(0, INPUT_BYTES - qbuf);
  const argvMem = textBytes(request);
  const multiMem = (transaction?.queue ?? []).reduce(
    (bytes, { argv }) => bytes + QUEUED_COMMAND_BYTES + textBytes(argv),
    0,
  );
  return {
    qbuf,
    'qbuf-free': qbufFree,
    'argv-mem': argvMem,
    'multi-mem': multiMem,
    rbs: OUTPUT_BYTES,
    rbp: 0,
    obl: 0,
    oll: 0,
    omem: 0,
    'tot-mem': RECORD_BYTES + OUTPUT_BYTES + qbuf + qbufFree + argvMem + multiMem,
  };
}

function textBytes(argv: readonly ByteString[]): number {
  return argv.reduce((bytes, { length }) => bytes + length, 0);
}
