import { encodeCommand } from '../../../harness/wire/encode.ts';
import type { ByteString } from '../../../harness/wire/reply.ts';
import type { TestClient } from './in-process.ts';

/** The bytes that come back from EVAL with these arguments and no keys. */
export function runScript(
  client: TestClient,
  script: ByteString,
  ...args: readonly ByteString[]
): ByteString {
  return client.write(encodeCommand(['EVAL', script, '0', ...args]));
}
