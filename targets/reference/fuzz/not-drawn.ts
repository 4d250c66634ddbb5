/** What sequences leave out, and why: the one place to look for holes. */
import type { ByteString } from '../../../harness/wire/reply.ts';

/** Commands, by full name. */
export const NOT_DRAWN: Readonly<Record<string, string>> = {
  migrate: 'needs a second server',
  pfselftest: 'takes seconds, and a family of its own would be slower than all others',
  'function|dump': 'a payload tells its version, and is another one on every server',
  'function|stats': 'tells of what else runs',
  'script|debug': 'ends in a debugger',
};

interface Rule {
  readonly commands: readonly string[];
  readonly without: (argv: readonly ByteString[]) => boolean;
  readonly why: string;
}

const has = (argv: readonly ByteString[], word: string) =>
  argv.some((argument) => argument.toUpperCase() === word);

const indexOf = (argv: readonly ByteString[], word: string) =>
  argv.findIndex((argument) => argument.toUpperCase() === word);

/** Whether a timeout is none, or more than what is drawn. */
const isLong = (timeout: ByteString | undefined, limit: number) =>
  Number(timeout) === 0 || Math.abs(Number(timeout)) > limit;

const isBig = (word: ByteString) => Math.abs(Number(word)) > 1000;

/** Calls that would make what follows a matter of luck, or of time. */
const CALLS: readonly Rule[] = [
  {
    commands: ['xadd'],
    without: (argv) => argv.includes('*'),
    why: 'two servers read two clocks',
  },
  {
    commands: ['spop'],
    without: ([, , count]) => count === undefined || (Number(count) > 0 && !isBig(count)),
    why: 'which members are left is luck, unless all or none are taken',
  },
  {
    commands: ['srandmember', 'hrandfield', 'zrandmember'],
    without: ([, , count = '']) => isBig(count) && Number(count) < 0,
    why: 'that many members would be sent',
  },
  {
    commands: ['sort', 'sort_ro'],
    without: (argv) => has(argv, 'BY') && (has(argv, 'LIMIT') || has(argv, 'STORE')),
    why: 'what is equal stands in any order, and a part of it is any part',
  },
  {
    commands: ['blpop', 'brpop', 'blmove', 'brpoplpush', 'bzpopmin', 'bzpopmax'],
    without: (argv) => isLong(argv.at(-1), 0.01),
    why: 'would wait for long',
  },
  {
    commands: ['blmpop', 'bzmpop'],
    without: (argv) => isLong(argv[1], 0.01),
    why: 'would wait for long',
  },
  {
    commands: ['wait', 'waitaof'],
    without: (argv) => isLong(argv.at(-1), 10),
    why: 'would wait for long',
  },
  {
    commands: ['xread', 'xreadgroup'],
    without: (argv) => has(argv, 'BLOCK') && isLong(argv[indexOf(argv, 'BLOCK') + 1], 10),
    why: 'would wait for long',
  },
];

export function isLeftOut(name: string, argv: readonly ByteString[]): boolean {
  return CALLS.some(({ commands, without }) => commands.includes(name) && without(argv));
}

/** Words that are newer than their commands though COMMAND DOCS does not say it of the argument. */
const UNDATED: Readonly<Record<string, string>> = { zrank: '7.2.0', zrevrank: '7.2.0' };

/** Since when a command may have so many arguments. */
export function sinceOf(name: string, argv: readonly ByteString[]): string | undefined {
  return argv.length > 3 ? UNDATED[name] : undefined;
}
