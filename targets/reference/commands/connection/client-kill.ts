/** CLIENT KILL: the address alone, or filters that all have to match. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, Tail } from '../../arguments.ts';
import type { Connection } from '../../connection.ts';
import type { Core } from '../../core.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { parseInteger } from '../../numbers.ts';
import { integer, OK } from '../../replies.ts';
import { type ListFilter, typeFilter } from './client-list.ts';

export interface KillFilter {
  readonly matches: readonly ListFilter[];
  readonly sparesItself: boolean;
  /** The old form, which answers OK, or that there is no such client. */
  readonly byAddressOnly: boolean;
}

export function killFilterOf(core: Core, argv: readonly ByteString[]): KillFilter {
  if (argv.length === 3) {
    return {
      matches: [({ peer }) => peer.address === at(argv, 2)],
      sparesItself: false,
      byAddressOnly: true,
    };
  }
  const tail = new Tail(argv, 2);
  // Of a filter given twice the last counts.
  const matches = new Map<string, ListFilter>();
  let sparesItself = true;
  while (tail.more) {
    const option = tail.word();
    const value = tail.value();
    if (option === 'SKIPME') sparesItself = skipMe(value);
    else matches.set(option, matcherOf(core, option, value));
  }
  return { matches: [...matches.values()], sparesItself, byAddressOnly: false };
}

function matcherOf(core: Core, option: string, value: ByteString): ListFilter {
  switch (option) {
    case 'ID': {
      const id = parseInteger(value) ?? 0;
      if (id < 1) refuse('ERR client-id should be greater than 0');
      return (connection) => connection.id === id;
    }
    case 'TYPE':
      return typeFilter(value);
    case 'ADDR':
      return ({ peer }) => peer.address === value;
    case 'LADDR':
      return ({ peer }) => peer.localAddress === value;
    case 'USER':
      return userFilter(core, value);
    default:
      return refuse(SYNTAX_ERROR);
  }
}

function userFilter({ acl }: Core, name: ByteString): ListFilter {
  const user = acl.find(name) ?? refuse(`ERR No such user '${name}'`);
  return (connection) => connection.user === user;
}

function skipMe(value: ByteString): boolean {
  const choice = value.toLowerCase();
  return choice === 'yes' || choice === 'no' ? choice === 'yes' : refuse(SYNTAX_ERROR);
}

export function killMatching(self: Connection, filter: KillFilter): Reply {
  const killed = [...self.core.connections.values()].filter(
    (connection) =>
      !(filter.sparesItself && connection === self) &&
      filter.matches.every((matches) => matches(connection)),
  );
  for (const connection of killed) {
    // Its own reply still has to be sent.
    if (connection === self) connection.closing = true;
    else connection.close();
  }
  if (!filter.byAddressOnly) return integer(killed.length);
  return killed.length > 0 ? OK : refuse('ERR No such client');
}
