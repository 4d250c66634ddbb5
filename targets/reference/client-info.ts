/** The line about a connection in CLIENT LIST, in the fields and order of 7.2. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Connection } from './connection.ts';

export function clientInfo(connection: Connection): ByteString {
  const { core, transaction } = connection;
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
    sub: 0,
    psub: 0,
    ssub: 0,
    multi: transaction?.queue.length ?? -1,
    qbuf: connection.parser.pendingBytes,
    'qbuf-free': 0,
    'argv-mem': 0,
    'multi-mem': 0,
    rbs: 0,
    rbp: 0,
    obl: 0,
    oll: 0,
    omem: 0,
    'tot-mem': 0,
    events: 'r',
    cmd: connection.lastCommand?.fullName ?? 'NULL',
    user: 'default',
    redir: -1,
    resp: connection.protocol,
    'lib-name': connection.libName,
    'lib-ver': connection.libVersion,
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function flags(connection: Connection): string {
  const letters = [
    connection.transaction === undefined ? '' : 'x',
    connection.waiter === undefined ? '' : 'b',
    connection.transactionFailed ? 'd' : '',
    connection.closing ? 'c' : '',
    connection.noEvict ? 'e' : '',
    connection.noTouch ? 'T' : '',
  ].join('');
  return letters === '' ? 'N' : letters;
}
