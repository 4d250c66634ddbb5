/** Which connections CLIENT LIST and CLIENT KILL mean. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import type { Connection } from '../../connection.ts';
import type { Core } from '../../core.ts';
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

/** Whom CLIENT LIST shows. By ID they come in the order in which they are named, and as often. */
export function listingOf(argv: readonly ByteString[]): (core: Core) => readonly Connection[] {
  const option = word(argv, 2);
  if (argv.length === 2) return ({ connections }) => [...connections.values()];
  if (option === 'TYPE' && argv.length === 4) {
    const matches = typeFilter(at(argv, 3));
    return ({ connections }) => [...connections.values()].filter(matches);
  }
  if (option !== 'ID' || argv.length < 4) return refuse(SYNTAX_ERROR);
  const ids = argv.slice(3).map((id) => integerOf(id, 'ERR Invalid client ID'));
  return ({ connections }) => ids.flatMap((id) => connections.get(id) ?? []);
}
