/** WATCH: which connections depend on which keys. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Connection } from './connection.ts';

/** Makes the next EXEC of the connection depend on a key of its database. */
export function watch(connection: Connection, key: ByteString): void {
  const { db, watched } = connection;
  const keys = watched.get(db) ?? new Set();
  watched.set(db, keys.add(key));
  const watchers = db.watchers.get(key) ?? new Set();
  db.watchers.set(key, watchers.add(connection));
}

/** Forgets every watched key, and that one of them has changed. */
export function unwatch(connection: Connection): void {
  connection.transactionFailed = false;
  for (const [db, keys] of connection.watched) {
    for (const key of keys) {
      const watchers = db.watchers.get(key);
      watchers?.delete(connection);
      if (watchers?.size === 0) db.watchers.delete(key);
    }
  }
  connection.watched.clear();
}
