/**
 * The listpack of a stream node: a master entry (how many entries there are and how many are deleted,
 * the fields of the first one, a zero), and entries that are told from it: flags, distance from the
 * master id, fields unless they are the master's, values, and how many elements that were.
 */
import type { ByteString } from '../wire/reply.ts';
import { canonicalInteger } from './integer.ts';
import { listpackBytes, readListpack } from './listpack.ts';
import { malformed } from './malformed.ts';
import { distance, idAt } from './stream-id.ts';
import type { RdbEntry, RdbStreamNode, StreamId } from './value.ts';

const DELETED = 1;
const SAME_FIELDS = 2;

/** Elements of a listpack from front to back. */
class Elements {
  readonly #texts: readonly ByteString[];
  #at = 0;

  constructor(texts: readonly ByteString[]) {
    this.#texts = texts;
  }

  get left(): number {
    return this.#texts.length - this.#at;
  }

  text(): ByteString {
    return this.#texts[this.#at++] ?? malformed('a node of a stream ends early');
  }

  texts(count: number): ByteString[] {
    return Array.from({ length: count }, () => this.text());
  }

  integer(): bigint {
    const value = canonicalInteger(this.text());
    return value === undefined ? malformed('no number where one must be') : BigInt(value);
  }

  /** How many of what is yet to come. */
  count(): number {
    const value = Number(this.integer());
    return value >= 0 && value <= this.left ? value : malformed('more than a node can hold');
  }
}

export function readStreamNode(id: StreamId, bytes: Buffer): RdbStreamNode {
  const elements = new Elements(readListpack(bytes));
  const live = elements.count();
  const deleted = elements.count();
  const masterFields = elements.texts(elements.count());
  if (elements.integer() !== 0n) malformed('a master entry without an end');
  const entries = Array.from({ length: live + deleted }, () =>
    readEntry(elements, id, masterFields),
  );
  if (elements.left > 0) malformed('a node of a stream goes on behind its entries');
  if (entries.filter((entry) => entry.deleted).length !== deleted || live === 0) {
    malformed('a node of a stream miscounts what is deleted');
  }
  return { id, masterFields, entries };
}

function readEntry(
  elements: Elements,
  masterId: StreamId,
  masterFields: readonly ByteString[],
): RdbEntry {
  const before = elements.left;
  const flags = Number(elements.integer());
  const id = idAt(masterId, elements.integer(), elements.integer());
  const fields =
    (flags & SAME_FIELDS) === 0
      ? elements.texts(2 * elements.count())
      : masterFields.flatMap((name) => [name, elements.text()]);
  const size = before - elements.left;
  if (elements.integer() !== BigInt(size)) malformed('an entry that cannot be walked backwards');
  return { id, fields, deleted: (flags & DELETED) !== 0 };
}

export function streamNodeBytes({ id, masterFields, entries }: RdbStreamNode): ByteString {
  const deleted = entries.filter((entry) => entry.deleted).length;
  const counts = [entries.length - deleted, deleted, masterFields.length].map(String);
  const elements = [...counts, ...masterFields, '0'];
  for (const entry of entries) elements.push(...entryElements(entry, id, masterFields));
  return listpackBytes(elements);
}

function entryElements(
  { id, fields, deleted }: RdbEntry,
  masterId: StreamId,
  masterFields: readonly ByteString[],
): ByteString[] {
  const same =
    fields.length === 2 * masterFields.length &&
    masterFields.every((name, n) => name === fields[2 * n]);
  const { ms, sequence } = distance(masterId, id);
  const flags = (deleted ? DELETED : 0) | (same ? SAME_FIELDS : 0);
  const elements = [String(flags), String(ms), String(sequence)];
  if (same) elements.push(...fields.filter((_, n) => n % 2 === 1));
  else elements.push(String(fields.length / 2), ...fields);
  return [...elements, String(elements.length)];
}
