/** What a server would reply to COMMAND DOCS and COMMAND INFO, from a short description. */
import type { Protocol, Reply } from '../../wire/reply.ts';
import { readSurface, type Surface } from '../surface.ts';

export interface DescribedCommand {
  readonly name: string;
  readonly group?: string;
  readonly arity?: number;
  /** The flags of each key specification. */
  readonly keys?: readonly (readonly string[])[];
  readonly arguments?: readonly DescribedArgument[];
  readonly subcommands?: readonly DescribedCommand[];
}

export interface DescribedArgument {
  readonly type: string;
  readonly token?: string;
  readonly flags?: readonly string[];
  readonly arguments?: readonly DescribedArgument[];
}

export function surfaceOf(
  server: string,
  commands: readonly DescribedCommand[],
  protocol: Protocol = 2,
): Surface {
  return readSurface(server, docsReply(commands, protocol), infoReply(commands, protocol));
}

function docsReply(commands: readonly DescribedCommand[], protocol: Protocol): Reply {
  return map(
    protocol,
    commands.map(({ name, group = 'generic', arguments: all, subcommands }) => [
      name,
      map(protocol, [
        ['group', bulk(group)],
        ...(all === undefined ? [] : [['arguments', argumentsReply(all, protocol)] as const]),
        ...(subcommands === undefined
          ? []
          : [['subcommands', docsReply(subcommands, protocol)] as const]),
      ]),
    ]),
  );
}

function argumentsReply(all: readonly DescribedArgument[], protocol: Protocol): Reply {
  return array(
    all.map(({ type, token, flags, arguments: inner }) =>
      map(protocol, [
        ['type', bulk(type)],
        ...(token === undefined ? [] : [['token', bulk(token)] as const]),
        ...(flags === undefined ? [] : [['flags', array(flags.map(status))] as const]),
        ...(inner === undefined ? [] : [['arguments', argumentsReply(inner, protocol)] as const]),
      ]),
    ),
  );
}

function infoReply(commands: readonly DescribedCommand[], protocol: Protocol): Reply {
  return array(
    commands.map(({ name, arity = -1, keys = [], subcommands = [] }) =>
      array([
        bulk(name),
        { type: 'integer', value: arity },
        ...[array([]), ...[0, 0, 0].map((value) => ({ type: 'integer', value }) as const)],
        ...[array([]), array([])],
        array(
          keys.map((flags) =>
            map(protocol, [
              ['notes', bulk('')],
              ['flags', array(flags.map(status))],
            ]),
          ),
        ),
        infoReply(subcommands, protocol),
      ]),
    ),
  );
}

function map(protocol: Protocol, entries: readonly (readonly [string, Reply])[]): Reply {
  const pairs = entries.map(([key, value]) => [bulk(key), value] as const);
  return protocol === 3 ? { type: 'map', entries: pairs } : array(pairs.flat());
}

function array(items: readonly Reply[]): Reply {
  return { type: 'array', items };
}

function bulk(text: string): Reply {
  return { type: 'bulk', text };
}

function status(text: string): Reply {
  return { type: 'status', text };
}
