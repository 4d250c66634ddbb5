/**
 * DEBUG DIGEST: forty digits that are the same for the same data, whatever its order in memory and
 * its encodings, on any server of this kind; so that two servers can be compared.
 *
 * What has an order is mixed in: combined, and the whole hashed again. What has none is added by
 * exclusive or, which comes out the same in any order.
 */
import { createHash } from 'node:crypto';
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import type { Database, Entry } from '../../../keyspace.ts';
import type { Value } from '../../../value.ts';
import { formatPercentG } from '../../../values/percent-g.ts';
import { millisecondsOf, sequenceOf } from '../../../values/stream-id.ts';
import type { StreamEntry } from '../../../values/stream-node.ts';

const DIGEST_BYTES = 20;
const TYPE_NUMBERS = { string: 0, list: 1, set: 2, zset: 3, hash: 4, stream: 6 } as const;

function sha1(bytes: ByteString | Buffer): Buffer {
  const data = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  return createHash('sha1').update(data).digest();
}

class Digest {
  #bytes: Buffer = Buffer.alloc(DIGEST_BYTES);

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Adds something that has no order. */
  add(item: ByteString | Buffer): void {
    const hash = sha1(item);
    for (let index = 0; index < DIGEST_BYTES; index += 1) {
      this.#bytes[index] = (this.#bytes[index] ?? 0) ^ (hash[index] ?? 0);
    }
  }

  /** Adds something that comes after what is there. */
  mix(item: ByteString | Buffer): void {
    this.add(item);
    this.#bytes = sha1(this.#bytes);
  }

  mixNumber(number: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    this.mix(bytes);
  }

  text(): ByteString {
    return this.#bytes.toString('hex');
  }
}

function mixed(...items: readonly ByteString[]): Buffer {
  const digest = new Digest();
  for (const item of items) digest.mix(item);
  return digest.bytes;
}

function mixEntry(digest: Digest, { value, expiry }: Entry): void {
  digest.mixNumber(TYPE_NUMBERS[value.type]);
  mixValue(digest, value);
  if (expiry !== undefined) digest.add('!!expire!!');
}

function mixValue(digest: Digest, value: Value): void {
  switch (value.type) {
    case 'string':
      digest.mix(value.text);
      return;
    case 'list':
      for (const element of value.members()) digest.mix(element);
      return;
    case 'set':
      for (const member of value.members()) digest.add(member);
      return;
    case 'zset':
      for (const { key, score } of value.entries()) digest.add(mixed(key, formatPercentG(score)));
      return;
    case 'hash':
      for (const { key, value: text } of value.entries()) digest.add(mixed(key, text));
      return;
    case 'stream':
      for (const { entries } of value.nodes)
        for (const entry of entries) mixStreamEntry(digest, entry);
  }
}

function mixStreamEntry(digest: Digest, { id, fields }: StreamEntry): void {
  digest.mix(`${millisecondsOf(id)}.${sequenceOf(id)}`);
  for (const text of fields) digest.mix(text);
}

/** The digest of a value with its expiry; zeros when there is none. */
export function valueDigest(entry: Entry | undefined): ByteString {
  const digest = new Digest();
  if (entry !== undefined) mixEntry(digest, entry);
  return digest.text();
}

/** The digest of all databases. */
export function dataDigest(databases: readonly Database[]): ByteString {
  const whole = new Digest();
  for (const { index, entries } of databases) {
    if (entries.size > 0) whole.mixNumber(index);
    for (const entry of entries.values()) {
      const digest = new Digest();
      digest.mix(entry.key);
      mixEntry(digest, entry);
      whole.add(digest.bytes);
    }
  }
  return whole.text();
}
