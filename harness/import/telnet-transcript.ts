/**
 * The transcript of a session over telnet or nc: inline requests as they were typed, replies as they
 * came.
 *
 * Where the file ends its lines in \n only, the \r of the replies were lost on the way and are put
 * back; a bulk string with a line break of its own can then no longer be told, and is an error.
 */
import { type Arrival, Decoder } from '../wire/decode.ts';
import { type ByteString, type Reply, utf8Bytes } from '../wire/reply.ts';
import type { Exchange } from './exchange.ts';
import { ImportError, type Source } from './imported.ts';
import { splitArguments } from './split-arguments.ts';

const CHATTER = /^(?:Trying .*|Connected to .*|Escape character is .*|\$ .*|Connection closed.*)$/;

/** What a reply of each protocol begins with; a typed command begins with a letter or with `*`. */
const REPLY_SIGIL = /^[-+:$*%~>,#_(=!|]/;

export function readTelnet(source: Source, lines: readonly string[]): Exchange[] {
  const exchanges: Exchange[] = [];
  let heading: string | undefined;
  let at = 0;
  while (at < lines.length) {
    const typed = utf8Bytes(lines[at]?.replace(/\r$/, '') ?? '');
    const line = at + 1;
    at += 1;
    if (typed.trim() === '' || CHATTER.test(typed)) continue;
    if (typed.startsWith('# ')) {
      heading = typed.slice(1).trim();
      continue;
    }
    if (isReply(typed)) {
      const stray = readReply(source, lines, line - 1);
      at = stray?.next ?? at;
      exchanges.push({ line, typed, argv: [], unusable: 'it came without having been asked for' });
      continue;
    }
    const request = readRequest(source, lines, at - 1, typed);
    at = request.next;
    const answered = readReply(source, lines, at);
    at = answered?.next ?? at;
    exchanges.push({
      line,
      typed,
      argv: request.argv,
      ...(answered === undefined ? { unusable: 'no reply is shown' } : { reply: answered.reply }),
      ...(heading !== undefined && { heading }),
    });
    heading = undefined;
  }
  return exchanges;
}

/** An array at this place is a request: nothing else that is typed begins with a sigil. */
function isReply(typed: ByteString): boolean {
  return REPLY_SIGIL.test(typed) && !typed.startsWith('*');
}

/** An inline request, or one typed out as the array of bulk strings that clients send. */
function readRequest(
  source: Source,
  lines: readonly string[],
  at: number,
  typed: ByteString,
): { argv: readonly ByteString[]; next: number } {
  if (typed.startsWith('*')) {
    const read = readReply(source, lines, at);
    if (read?.reply.type !== 'array' || !read.reply.items.every((item) => item.type === 'bulk')) {
      throw new ImportError('a request that is no array of bulk strings', { source, line: at + 1 });
    }
    return { argv: read.reply.items.map(({ text }) => text), next: read.next };
  }
  const argv = splitArguments(typed);
  if (argv === undefined)
    throw new ImportError('the quotes do not match', { source, line: at + 1 });
  return { argv, next: at + 1 };
}

/** The reply that begins at the line; `undefined` when something else does. */
function readReply(
  source: Source,
  lines: readonly string[],
  start: number,
): { reply: Reply; next: number } | undefined {
  if (!REPLY_SIGIL.test(lines[start] ?? '')) return undefined;
  const decoder = new Decoder();
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const sent = line.endsWith('\r') || !source.text.includes('\r\n') ? '\r\n' : '\n';
    const [arrival]: Arrival[] = decoder.push(Buffer.from(line.replace(/\r$/, '') + sent));
    if (arrival?.kind === 'reply') return { reply: arrival.reply, next: at + 1 };
    if (arrival?.kind === 'malformed') {
      throw new ImportError(`the reply cannot be read: ${arrival.problem}`, {
        source,
        line: at + 1,
      });
    }
  }
  throw new ImportError('the reply does not end', { source, line: start + 1 });
}
