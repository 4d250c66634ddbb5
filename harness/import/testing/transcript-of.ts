/** What a terminal shows of a session: prompts, commands and replies as redis-cli prints them. */
import { redisCliLine } from '../../results/redis-cli-line.ts';
import { type ByteString, type Reply, utf8Text } from '../../wire/reply.ts';
import { showReply } from './show-reply.ts';

export interface Said {
  readonly argv: readonly ByteString[];
  readonly reply: Reply;
}

export function transcriptOf(session: readonly Said[]): string {
  const lines = session.flatMap(({ argv, reply }) => [
    `127.0.0.1:6379> ${redisCliLine(argv)}`,
    ...showReply(reply).map((line) => utf8Text(line) ?? line),
  ]);
  return `${lines.join('\n')}\n127.0.0.1:6379> \n`;
}
