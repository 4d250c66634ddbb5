/**
 * Where the reference departs from one of the servers, knowingly. Behind a write that is excluded
 * the rest of the sequence is not compared with that server: what is stored may be something else.
 */
import { encode } from '../../../harness/wire/encode.ts';
import type { ByteString, Reply } from '../../../harness/wire/reply.ts';

interface Asked {
  readonly argv: readonly ByteString[];
  readonly ours: Reply;
  readonly theirs: Reply;
}

interface Exclusion {
  /** Both when left out. */
  readonly server?: 'redis@7.0' | 'redict@7.3';
  /** Full names; all commands when left out. */
  readonly commands?: readonly string[];
  readonly when: (asked: Asked) => boolean;
  readonly why: string;
}

const text = (reply: Reply) => ('text' in reply ? reply.text : '');

const has = (argv: readonly ByteString[], word: string) =>
  argv.some((argument) => argument.toUpperCase() === word);

/** Numbers that are spelled with other digits are the same number. */
const sameNumbers = (ours: Reply, theirs: Reply): boolean => {
  if ('items' in ours && 'items' in theirs) {
    return (
      ours.items.length === theirs.items.length &&
      ours.items.every((item, i) => sameNumbers(item, theirs.items[i] ?? item))
    );
  }
  if (ours.type !== theirs.type || !('text' in ours)) return false;
  return text(ours) === text(theirs) || Number(text(ours)) === Number(text(theirs));
};

const EXCLUSIONS: readonly Exclusion[] = [
  {
    commands: ['zrange', 'zrangestore', 'zrangebylex', 'zrevrangebylex'],
    when: ({ argv }) => has(argv, 'LIMIT') && (has(argv, 'BYLEX') || /lex$/i.test(argv[0] ?? '')),
    why: 'by bytes among unequal scores means nothing; an offset skips what is out of range, too',
  },
  {
    server: 'redis@7.0',
    commands: ['object|encoding'],
    when: ({ ours, theirs }) =>
      ['quicklist', 'hashtable'].includes(text(theirs)) ||
      (text(ours) === 'listpack' && text(theirs) === 'intset'),
    why: 'since 7.2 small lists and sets are listpacks',
  },
  {
    server: 'redis@7.0',
    when: ({ ours, theirs }) => ours.type !== 'error' && sameNumbers(ours, theirs),
    why: 'since 7.2 doubles have the fewest digits that tell them apart',
  },
  {
    server: 'redis@7.0',
    commands: ['scan', 'hscan', 'sscan', 'zscan'],
    when: ({ ours }) => text(ours).startsWith('ERR invalid cursor'),
    why: 'since 7.2 an empty or a negative cursor is none',
  },
  {
    server: 'redis@7.0',
    commands: ['xread', 'xreadgroup'],
    when: ({ theirs }) => text(theirs).startsWith('ERR Unbalanced XREAD list'),
    why: 'the text is another one since 7.2',
  },
  {
    server: 'redis@7.0',
    when: ({ argv, ours, theirs }) =>
      has(argv, 'HELP') && ours.type === 'array' && theirs.type === 'array',
    why: 'help is worded otherwise since 7.2',
  },
  {
    server: 'redis@7.0',
    when: ({ ours }) => text(ours).startsWith('ERR timeout is out of range'),
    why: 'since 7.2 a timeout beyond all numbers is told from a negative one',
  },
  {
    server: 'redis@7.0',
    when: ({ theirs }) =>
      text(theirs).startsWith('ERR This Redis command is not allowed from script'),
    why: 'since 7.2 commands that block are allowed in scripts',
  },
  {
    server: 'redis@7.0',
    commands: ['bitcount', 'bitpos'],
    when: ({ ours }) => ours.type === 'error',
    why: 'bad arguments are refused before the key is looked for, as 7.3 does',
  },
  {
    server: 'redis@7.0',
    commands: ['lrem', 'lpos'],
    when: ({ ours }) => text(ours).startsWith('ERR value is out of range, value must between'),
    why: 'since 7.2 a count that has no positive is refused',
  },
  {
    server: 'redis@7.0',
    commands: ['xinfo|stream', 'xinfo|consumers'],
    when: ({ ours }) => encode(ours, 3).includes('active'),
    why: 'active-time and inactive are of 7.2',
  },
  {
    server: 'redis@7.0',
    when: ({ theirs }) => text(theirs).includes('not allowed with BLOCK option from scripts'),
    why: 'since 7.2 commands that block are allowed in scripts',
  },
  {
    server: 'redict@7.3',
    commands: ['lset'],
    when: ({ argv, theirs }) => theirs.type === 'status' && Math.abs(Number(argv[2])) >= 2 ** 31,
    why: '7.3 cuts an index to 32 bits and sets another element',
  },
  {
    server: 'redict@7.3',
    commands: ['hscan'],
    when: ({ argv }) => has(argv, 'NOVALUES'),
    why: 'NOVALUES is of 7.4',
  },
  {
    server: 'redict@7.3',
    commands: ['xread', 'xreadgroup'],
    when: ({ argv }) => argv.includes('+'),
    why: 'the last entry as + is of 7.4',
  },
  {
    server: 'redict@7.3',
    when: ({ ours, theirs }) =>
      theirs.type === 'error' &&
      text(theirs).replaceAll('redict', 'redis').replaceAll('Redict', 'Redis') === text(ours),
    why: 'Redict calls itself by its name',
  },
];

export function isExcluded(server: string, command: string, asked: Asked): boolean {
  return EXCLUSIONS.some(
    (exclusion) =>
      (exclusion.server ?? server) === server &&
      (exclusion.commands?.includes(command) ?? true) &&
      exclusion.when(asked),
  );
}
