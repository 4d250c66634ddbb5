/** Which connections CLIENT LIST and CLIENT KILL mean. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { isSubscribed } from '../../pubsub.ts';

export type ListFilter = (connection: Connection) => boolean;

/** Subscribers are a type of their own; MONITOR makes no difference. */
const TYPES: Readonly<Record<string, ListFilter>> = {
  normal: (connection) => !isSubscribed(connection),
  pubsub: isSubscribed,
  master: () => false,
  replica: () => false,
  slave: () => false,
};

export function typeFilter(given: ByteString): ListFilter {
  return TYPES[given.toLowerCase()] ?? refuse(`ERR Unknown client type '${given}'`);
}

export function listFilterOf(argv: readonly ByteString[]): ListFilter {
  const option = word(argv, 2);
  if (argv.length === 2) return () => true;
  if (option === 'TYPE' && argv.length === 4) return typeFilter(at(argv, 3));
  if (option !== 'ID' || argv.length < 4) return refuse(SYNTAX_ERROR);
  const ids = new Set(argv.slice(3).map((id) => integerOf(id, 'ERR Invalid client ID')));
  return (connection) => ids.has(connection.id);
}
