/** The arguments of XREAD and XREADGROUP. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { int64Of, Tail } from '../../arguments.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';

/** A stream to read, and the id after which to begin, which is not read yet. */
export interface Source {
  readonly key: ByteString;
  readonly after: ByteString;
}

export interface ReadOptions {
  readonly argv: readonly ByteString[];
  readonly sources: readonly Source[];
  /** Of entries from each stream; 0 for all. */
  readonly count: bigint;
  /** How long to wait for entries, 0 for ever; `undefined` not to wait. */
  readonly blockMs?: bigint;
  readonly reader?: { readonly group: ByteString; readonly consumer: ByteString };
  readonly noAck?: true;
}

export function parseRead(
  argv: readonly ByteString[],
  { command, sign }: { command: 'xread' | 'xreadgroup'; sign: '$' | '>' },
): ReadOptions {
  const tail = new Tail(argv, 1);
  let options: ReadOptions = { argv, sources: [], count: 0n };
  while (tail.more) {
    const option = tail.word();
    if (option === 'STREAMS' && tail.more) {
      return checked({ ...options, sources: sourcesOf(tail.rest(), { command, sign }) }, command);
    }
    options = { ...options, ...parseOption(option, tail, command) };
  }
  return refuse(SYNTAX_ERROR);
}

function parseOption(option: string, tail: Tail, command: string): Partial<ReadOptions> {
  if (option === 'BLOCK' && tail.more) return { blockMs: blockMsOf(tail.value()) };
  if (option === 'COUNT' && tail.more) return { count: countOf(tail.value()) };
  if (option === 'GROUP' && tail.left > 1) {
    return { reader: { group: forGroups(option, command, tail), consumer: tail.value() } };
  }
  if (option !== 'NOACK') return refuse(SYNTAX_ERROR);
  if (command === 'xread') refuseForGroups(option);
  return { noAck: true };
}

function forGroups(option: string, command: string, tail: Tail): ByteString {
  return command === 'xread' ? refuseForGroups(option) : tail.value();
}

function refuseForGroups(option: string): never {
  return refuse(
    `ERR The ${option} option is only supported by XREADGROUP. You called XREAD instead.`,
  );
}

function checked(options: ReadOptions, command: string): ReadOptions {
  return command === 'xreadgroup' && options.reader === undefined
    ? refuse('ERR Missing GROUP option for XREADGROUP')
    : options;
}

function countOf(text: ByteString): bigint {
  const count = int64Of(text);
  return count < 0n ? 0n : count;
}

function blockMsOf(text: ByteString): bigint {
  const ms = int64Of(text, 'ERR timeout is not an integer or out of range');
  return ms < 0n ? refuse('ERR timeout is negative') : ms;
}

function sourcesOf(
  words: readonly ByteString[],
  { command, sign }: { command: string; sign: string },
): readonly Source[] {
  if (words.length % 2 === 1) {
    refuse(
      `ERR Unbalanced '${command}' list of streams: for each stream key an ID or '${sign}' must be specified.`,
    );
  }
  const ids = words.slice(words.length / 2);
  return ids.map((after, n) => ({ key: words[n] ?? '', after }));
}
