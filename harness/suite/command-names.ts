/**
 * Writes `suites/schema/commands.json`, the commands that a suite may name or send, from what live
 * servers list: `node harness/suite/command-names.ts 127.0.0.1:6379 …`. Names that are there already
 * stay, so that one server of a new product or version is enough to add what is new.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Connection } from '../wire/connection.ts';
import { encodeCommand } from '../wire/encode.ts';

const FILE = new URL('../../suites/schema/commands.json', import.meta.url);
const DEADLINE_MS = 5_000;

/** The names that the server at this address gives to COMMAND LIST: `set`, `object|encoding`. */
async function commandNames(address: string): Promise<string[]> {
  const [host = '', port] = address.split(':');
  const connection = await Connection.open({ host, port: Number(port) });
  try {
    connection.write(encodeCommand(['COMMAND', 'LIST']));
    const arrival = await connection.next(DEADLINE_MS);
    if (arrival.kind === 'reply' && 'items' in arrival.reply) {
      return arrival.reply.items.map((item) => ('text' in item ? item.text.toLowerCase() : ''));
    }
    throw new Error(`${address} does not answer COMMAND LIST (Redis 7.0 and later do)`);
  } finally {
    connection.close();
  }
}

if (import.meta.main) {
  const known = JSON.parse(await readFile(FILE, 'utf8')) as string[];
  const listed = await Promise.all(process.argv.slice(2).map(commandNames));
  const names = [...new Set([...known, ...listed.flat()])].toSorted();
  await writeFile(FILE, `${JSON.stringify(names, undefined, 2)}\n`);
}
