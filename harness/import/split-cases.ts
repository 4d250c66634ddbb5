/**
 * Where a session falls into cases.
 *
 * What a server replies depends on all that was typed before. So a new case begins only where the
 * database is emptied (FLUSHALL, FLUSHDB), and at a line `# …` when the parts between such lines use
 * no key of each other.
 */
import { keysIn } from '../suite/key-specs.ts';
import type { ByteString } from '../wire/reply.ts';
import type { Spoken } from './exchange.ts';

/** The parts that become a case each; the commands that empty the database are in none of them. */
export function splitIntoCases(exchanges: readonly Spoken[]): Spoken[][] {
  const elsewhere = exchanges.findIndex(({ argv }) => LEAVES_ITS_DATABASE.test(argv[0] ?? ''));
  // Behind a SELECT nobody knows which database is emptied, and it stays a step.
  const inOneDatabase = elsewhere < 0 ? exchanges : exchanges.slice(0, elsewhere);
  const cuts = new Set(inOneDatabase.filter(empties));
  return splitBefore(exchanges, (exchange) => cuts.has(exchange)).flatMap((part) => {
    const kept = withoutFirst(part, cuts);
    const headed = splitBefore(kept, ({ heading }) => heading !== undefined);
    return areIndependent(headed) ? headed : [kept];
  });
}

const LEAVES_ITS_DATABASE = /^(?:select|swapdb|move)$/i;

/** Inside MULTI it is only queued. */
function empties({ argv: [name = ''], reply }: Spoken): boolean {
  const done = typeof reply === 'object' && reply.type === 'status' && reply.text === 'OK';
  return done && /^flush(?:all|db)$/i.test(name);
}

/** The part without the command that emptied the database, whose heading goes to the next one. */
function withoutFirst(part: Spoken[], cuts: ReadonlySet<Spoken>): Spoken[] {
  const [first, second, ...rest] = part;
  if (first === undefined || !cuts.has(first)) return part;
  if (second === undefined) return [];
  const heading = second.heading ?? first.heading;
  return [{ ...second, ...(heading !== undefined && { heading }) }, ...rest];
}

function splitBefore(
  exchanges: readonly Spoken[],
  begins: (exchange: Spoken) => boolean,
): Spoken[][] {
  const parts: Spoken[][] = [[]];
  for (const exchange of exchanges) {
    if (begins(exchange)) parts.push([]);
    parts.at(-1)?.push(exchange);
  }
  return parts.filter((part) => part.length > 0);
}

/** Commands without keys that say nothing of keys, nor change what others reply. */
const STANDS_ALONE =
  /^(?:ping|echo|time|info|multi|exec|discard|hello|command|lolwut|object|debug)$/i;

function areIndependent(parts: readonly Spoken[][]): boolean {
  const seen = new Set<ByteString>();
  for (const part of parts) {
    if (count(part, 'multi') !== count(part, 'exec') + count(part, 'discard')) return false;
    const keys = new Set(part.flatMap(({ argv }) => keysIn(argv)));
    if ([...keys].some((key) => seen.has(key))) return false;
    if (parts.length > 1 && !part.every(reachesKeysOnly)) return false;
    for (const key of keys) seen.add(key);
  }
  return true;
}

function count(part: readonly Spoken[], command: string): number {
  return part.filter(({ argv: [name = ''] }) => name.toLowerCase() === command).length;
}

function reachesKeysOnly({ argv, unusable }: Spoken): boolean {
  return unusable !== undefined || keysIn(argv).length > 0 || STANDS_ALONE.test(argv[0] ?? '');
}
