/** FUNCTION DUMP and RESTORE: each library as RDB holds it, then the footer of DUMP payloads. */
import { Cursor } from '../../../../harness/rdb/cursor.ts';
import { RDB_VERSION, sealDump, unsealDump } from '../../../../harness/rdb/dump.ts';
import { MalformedValue } from '../../../../harness/rdb/malformed.ts';
import { readString, stringBytes } from '../../../../harness/rdb/string.ts';
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { refuse } from '../../errors.ts';

const OPCODE_FUNCTION = 0xf5;

export function dumpLibraries(texts: readonly ByteString[]): ByteString {
  const opcode = String.fromCharCode(OPCODE_FUNCTION);
  return sealDump(texts.map((text) => opcode + stringBytes(text)).join(''), RDB_VERSION);
}

/** The texts of the libraries in a payload. */
export function readLibraries(payload: ByteString): readonly ByteString[] {
  const body = unsealDump(payload);
  if (body === undefined) return refuse('ERR DUMP payload version or checksum are wrong');
  const cursor = new Cursor(body);
  const texts: ByteString[] = [];
  while (cursor.left > 0) {
    if (cursor.uint8() !== OPCODE_FUNCTION) refuse('ERR given type is not a function');
    texts.push(readText(cursor));
  }
  return texts;
}

function readText(cursor: Cursor): ByteString {
  try {
    return readString(cursor);
  } catch (thrown) {
    if (thrown instanceof MalformedValue) return refuse('ERR Failed loading library data');
    throw thrown;
  }
}
