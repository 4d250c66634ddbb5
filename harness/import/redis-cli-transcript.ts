/** The transcript of a session with redis-cli: prompts, and replies as it prints them on a terminal. */
import { type ByteString, utf8Bytes, utf8Text } from '../wire/reply.ts';
import type { Exchange } from './exchange.ts';
import { readShownReplies } from './shown-reply.ts';
import { splitArguments } from './split-arguments.ts';

/** `127.0.0.1:6379[3](TX)> `, `redis /tmp/redis.sock> `, `valkey> `, as clients and manuals print it. */
const PROMPT =
  /^((?:[\w.-]+|\[[\da-f:]+\]):\d+|(?:redis|valkey|keydb|redict|dragonfly)(?: \S+)?|not connected)((?:\[\d+\])?(?:\(TX\))?(?:\(subscribed mode\))?)> ?(.*)$/i;

/** What manuals show instead. */
const BARE_PROMPT = /^()()> (.*)$/;

/** How long a slow command took, which redis-cli adds: `(1.04s)`. */
const TOOK = /^\(\d+\.\d\ds\)$/;

/** What redis-cli 7.0 does itself when it is typed. */
const OWN_WORDS = /^(?:quit|exit|help|\?|clear|connect|restart|:.*)$/i;

// redis-cli repeats a command that has a number before it; nobody reads through more replies.
const TIMES_MAX = 1_000;

/** Whether the lines are those of a session with redis-cli. */
export function hasPrompts(lines: readonly string[]): boolean {
  return promptIn(lines) !== undefined;
}

function promptIn(lines: readonly string[]): RegExp | undefined {
  return [PROMPT, BARE_PROMPT].find((prompt) => lines.some((line) => prompt.test(line)));
}

interface Block {
  readonly line: number;
  readonly address: string;
  readonly typed: ByteString;
  readonly heading?: string;
  readonly replyLines: ByteString[];
}

/** The exchanges in the lines of a transcript, in order. */
export function readRedisCli(lines: readonly string[]): Exchange[] {
  const blocks = splitAtPrompts(lines);
  const address = blocks.find((block) => block.address !== 'not connected')?.address;
  return blocks
    .filter(({ typed }) => typed.trim() !== '')
    .flatMap((block) =>
      block.address === address
        ? exchangesOf(block)
        : [unusable(block, `it was typed at ${block.address}, the others at ${address}`)],
    );
}

function splitAtPrompts(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  const prompt = promptIn(lines) ?? PROMPT;
  let before: string[] = [];
  for (const [i, line] of lines.entries()) {
    const [, address, , typed] = prompt.exec(line) ?? [];
    if (address === undefined || typed === undefined) {
      before.push(line);
      continue;
    }
    const heading = closeBlock(blocks.at(-1), before);
    blocks.push({
      line: i + 1,
      address,
      typed: utf8Bytes(typed),
      ...(heading !== undefined && { heading }),
      replyLines: [],
    });
    before = [];
  }
  closeBlock(blocks.at(-1), before);
  return blocks;
}

/** Gives the lines to the block that they answer, and what of them is a heading of the next. */
function closeBlock(block: Block | undefined, lines: readonly string[]): string | undefined {
  const shown = lines.filter((line) => !TOOK.test(line));
  const tail = shown.length - shown.findLastIndex((line) => !isAside(line)) - 1;
  const aside = tail === 0 ? [] : shown.slice(-tail);
  const keepsAside = block !== undefined && wants(block, shown);
  block?.replyLines.push(
    ...(keepsAside ? shown : shown.slice(0, shown.length - tail)).map(utf8Bytes),
  );
  const headings = keepsAside ? [] : aside.filter((line) => line.trim() !== '');
  return (
    headings
      .at(-1)
      ?.replace(/^#+\s*/, '')
      .trim() || undefined
  );
}

function isAside(line: string): boolean {
  return line.trim() === '' || line.startsWith('# ');
}

/** Whether blank lines and lines with a # belong to the reply: those of INFO, and empty statuses. */
function wants({ typed }: Block, shown: readonly string[]): boolean {
  const command = readCommand(typed);
  const emptyStatuses = shown.length > 0 && shown.every((line) => line === '');
  return (
    /^info$/i.test(command?.argv[0] ?? '') || (emptyStatuses && command?.times === shown.length)
  );
}

interface Typed {
  readonly argv: readonly ByteString[];
  readonly times: number;
}

function readCommand(typed: ByteString): Typed | undefined {
  const argv = splitArguments(typed);
  const [first = '', ...rest] = argv ?? [];
  const repeats = /^\d+$/.test(first) && rest.length > 0;
  return argv && { argv: repeats ? rest : argv, times: repeats ? Number(first) : 1 };
}

function exchangesOf(block: Block): Exchange[] {
  const { line, typed, heading, replyLines } = block;
  const command = readCommand(typed);
  if (command === undefined)
    return [unusable(block, 'its quotes do not match, so nothing was sent')];
  const { argv, times } = command;
  if (OWN_WORDS.test(argv[0] ?? '')) {
    return [unusable(block, 'redis-cli acts on it itself, and sends nothing')];
  }
  if (times === 0 || times > TIMES_MAX) return [unusable(block, `it is repeated ${times} times`)];
  if (replyLines.length === 0) return [unusable(block, 'no reply is shown')];
  if (replyLines.some((text) => text.startsWith('Reading messages...'))) {
    return [unusable(block, 'it waits for messages, and nothing shows what they answer')];
  }
  const problem = replyLines.find((text) =>
    /^(?:Error: |Could not connect to |Invalid argument\(s\))/.test(text),
  );
  if (problem !== undefined) {
    return [unusable(block, `redis-cli says: ${utf8Text(problem) ?? problem}`)];
  }
  const replies = readShownReplies(replyLines);
  if (replies?.length !== times && times > 1) {
    return [unusable(block, `it was sent ${times} times, and the replies cannot be told apart`)];
  }
  const shown = replies?.length === times ? replies : ['text' as const];
  return shown.map((reply, i) => ({
    line,
    typed,
    argv,
    reply,
    ...(i === 0 && heading !== undefined && { heading }),
  }));
}

function unusable({ line, typed, heading }: Block, why: string): Exchange {
  return { line, typed, argv: [], unusable: why, ...(heading !== undefined && { heading }) };
}
