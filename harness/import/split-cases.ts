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
  const inOneDatabase = !exchanges.some(({ argv }) =>
    /^(?:select|swapdb|move)$/i.test(argv[0] ?? ''),
  );
  const emptied = splitBefore(
    exchanges,
    ({ argv }) => inOneDatabase && /^flush(?:all|db)$/i.test(argv[0] ?? ''),
  ).map((part) => part.filter(({ argv }) => !(inOneDatabase && isFlush(argv))));
  return emptied.flatMap((part) => {
    const headed = splitBefore(part, ({ heading }) => heading !== undefined);
    return areIndependent(headed) ? headed : [part];
  });
}

function isFlush([name = '']: readonly ByteString[]): boolean {
  return /^flush(?:all|db)$/i.test(name);
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
