/** Which connections CLIENT LIST and CLIENT KILL mean. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';

export type ListFilter = (connection: Connection) => boolean;

const CLIENT_TYPES = ['normal', 'master', 'replica', 'slave', 'pubsub'];

/** Clients of other types do not exist here, so their filters let nothing through. */
export function typeFilter(given: ByteString): ListFilter {
  const type = given.toLowerCase();
  if (!CLIENT_TYPES.includes(type)) refuse(`ERR Unknown client type '${given}'`);
  return () => type === 'normal';
}

export function listFilterOf(argv: readonly ByteString[]): ListFilter {
  const option = word(argv, 2);
  if (argv.length === 2) return () => true;
  if (option === 'TYPE' && argv.length === 4) return typeFilter(at(argv, 3));
  if (option !== 'ID' || argv.length < 4) return refuse(SYNTAX_ERROR);
  const ids = new Set(argv.slice(3).map((id) => integerOf(id, 'ERR Invalid client ID')));
  return (connection) => ids.has(connection.id);
}
