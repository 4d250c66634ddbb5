/** How the STORE commands of sorted sets leave their result. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import type { Connection } from '../../connection.ts';
import { integer } from '../../replies.ts';
import type { SortedSetValue } from '../../values/sorted-set.ts';

export interface Result {
  readonly destination: ByteString;
  readonly result: SortedSetValue;
  readonly event: string;
  /** How many changes it counts as; one unless told. */
  readonly changes?: number;
}

/** Puts the result in the place of whatever is there; an empty one removes the key. */
export function storeResult(
  { db }: Connection,
  { destination, result, event, changes }: Result,
): Reply {
  if (result.size > 0) {
    db.set(destination, result);
    db.changed(destination, 'sorted-set', event, changes);
  } else if (db.delete(destination)) {
    db.changed(destination, 'generic', 'del');
  }
  return integer(result.size);
}
