/** What a terminal shows of a session: prompts, commands and replies as redis-cli prints them. */
import { type ByteString, type Reply, utf8Text } from '../../wire/reply.ts';
import { quoted, showReply } from './show-reply.ts';

export interface Said {
  readonly argv: readonly ByteString[];
  readonly reply: Reply;
}

export function transcriptOf(session: readonly Said[]): string {
  const lines = session.flatMap(({ argv, reply }) => [
    `127.0.0.1:6379> ${argv.map(typed).join(' ')}`,
    ...showReply(reply).map((line) => utf8Text(line) ?? line),
  ]);
  return `${lines.join('\n')}\n127.0.0.1:6379> \n`;
}

function typed(argument: ByteString): string {
  return /^[\w.*+-]+$/.test(argument) ? argument : quoted(argument);
}
