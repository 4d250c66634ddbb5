/**
 * The case inside scripts: each step is an EVAL that calls its command, by `redis.call` (an error
 * ends the script) or by `redis.pcall` (an error is a value that the script returns).
 *
 * What scripts add to an error, and the words they have of their own for two of them, are undone here,
 * so that the contract speaks of what is left; the bytes that are kept as evidence stay as they came.
 * Source: https://redis.io/docs/latest/develop/programmability/lua-api/ and the replies of live servers.
 */
import type { Case, Step } from '../../suite/case.ts';
import type { Arrival } from '../../wire/connection.ts';
import { encodeCommand } from '../../wire/encode.ts';
import type { ByteString, Reply } from '../../wire/reply.ts';
import { answered, type Lifted } from './lifted.ts';

export type Call = 'call' | 'pcall';

/** `undefined` when some step has arguments that only earlier replies can fill in. */
export function inScript({ steps }: Case, call: Call): Lifted | undefined {
  const script = `return redis.${call}(unpack(ARGV))`;
  const bytes = steps.map((step) => {
    const argv = step.kind === 'send' ? step.command.argv : [undefined];
    return argv.every((argument) => typeof argument === 'string')
      ? encodeCommand(['EVAL', script, '0', ...argv])
      : undefined;
  });
  if (bytes.includes(undefined)) return undefined;
  return {
    bytes: bytes.join(''),
    replies: steps.length,
    lead: 0,
    read: (arrivals, elapsedMs) =>
      arrivals.map((arrival, i) => answered(outside(arrival, steps[i] as Step), elapsedMs)),
  };
}

/** The arrival as it would have been outside a script. */
function outside(arrival: Arrival, step: Step): Arrival {
  if (arrival.kind !== 'reply') return arrival;
  const reply = fromLua(arrival.reply, step);
  if (reply === arrival.reply) return arrival;
  return {
    kind: 'reply',
    reply,
    get raw() {
      return arrival.raw;
    },
  };
}

function fromLua(reply: Reply, step: Step): Reply {
  switch (reply.type) {
    case 'error':
      return { ...reply, text: inOwnWords(withoutTrace(reply.text), step) };
    case 'null':
      return reply.sentAs === '_' ? NULL : reply;
    case 'array':
      return reply.items.some(changes)
        ? { ...reply, items: reply.items.map((item) => fromLua(item, step)) }
        : reply;
    default:
      return reply;
  }
}

const NULL: Reply = { type: 'null', sentAs: '$-1' };

function changes(reply: Reply): boolean {
  return reply.type === 'error' || reply.type === 'null' || reply.type === 'array';
}

/** The error without the place in the script: at its end since 7.0, before it in 6.0. */
function withoutTrace(text: ByteString): ByteString {
  return text
    .replace(/ script: (?:[0-9a-f]{40}, )?on @user_script:\d+\.$/, '')
    .replace(/^ERR Error running script \(call to f_[0-9a-f]{40}\): @user_script:\d+: /, '')
    .replace(/^@user_script: \d+: /, 'ERR ');
}

/**
 * Scripts look a command up and count its arguments before they call it, and refuse it in words of
 * their own. Where the contract asks for that refusal, it is met.
 */
function inOwnWords(text: ByteString, step: Step): ByteString {
  const plain = REFUSALS.find(({ inScript: words }) => words.test(text))?.outside;
  if (plain === undefined) return text;
  const contract = 'contract' in step ? step.contract.reply?.lua : undefined;
  const wanted = contract?.nearest({ type: 'error', text }, { elapsedMs: 0 });
  if (wanted?.type === 'error' && plain.words.test(wanted.text)) return wanted.text;
  return plain.otherwise;
}

const REFUSALS = [
  {
    inScript: /^ERR Wrong number of args calling (?:\w+ )?command from (?:Lua )?script$/i,
    outside: {
      words: /^ERR (?:wrong number of arguments|unknown subcommand or wrong number)/i,
      otherwise: 'ERR wrong number of arguments',
    },
  },
  {
    inScript: /^ERR Unknown (?:\w+ )?command called from (?:Lua )?script$/i,
    outside: { words: /^ERR unknown (?:sub)?command/i, otherwise: 'ERR unknown command' },
  },
];
