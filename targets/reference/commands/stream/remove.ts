/** Removing entries: XDEL by their ids, XTRIM from the beginning. */
import { at, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import { idOf } from './ids.ts';
import { checkLimit, parseTrimOption, type Trim, trimStream } from './trim-options.ts';

function parseTrim(tail: Tail): Trim {
  let trim: Trim = {};
  while (tail.more) trim = parseTrimOption(tail.word(), tail, trim) ?? refuse(SYNTAX_ERROR);
  checkLimit(trim);
  return trim.goal === undefined ? refuse(SYNTAX_ERROR) : trim;
}

export const removeCommands: Family = {
  xdel: command({
    arity: -3,
    flags: ['write', 'fast'],
    categories: ['stream'],
    keys: firstKey('RW delete'),
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(1)',
    usage: 'key id...',
    summary: 'Deletes entries by their ids.',
    parse: (argv) => ({ key: at(argv, 1), ids: argv.slice(2) }),
    run: ({ db }, { key, ids }) => {
      const stream = db.write(key, 'stream');
      if (stream === undefined) return ZERO;
      // Ids are read only now: a missing stream has none of them, whatever they say.
      const deleted = ids.map(idOf).filter((id) => stream.delete(id)).length;
      if (deleted > 0) db.changed(key, 'stream', 'xdel', deleted);
      return integer(deleted);
    },
  }),

  xtrim: command({
    arity: -4,
    flags: ['write'],
    categories: ['stream'],
    keys: firstKey('RW delete'),
    tips: ['nondeterministic_output'],
    since: '5.0.0',
    group: 'stream',
    complexity: 'O(N)',
    usage: 'key ((MAXLEN | MINID) [= | ~] threshold [LIMIT count:integer])',
    summary: 'Deletes the oldest entries, down to a length or up to an id.',
    parse: (argv) => ({ key: at(argv, 1), trim: parseTrim(new Tail(argv, 2)) }),
    run: ({ db, core }, { key, trim }) => {
      const stream = db.write(key, 'stream');
      if (stream === undefined) return ZERO;
      const trimmed = trimStream(stream, trim, core.settings);
      if (trimmed > 0) db.changed(key, 'stream', 'xtrim', trimmed);
      return integer(trimmed);
    },
  }),
};
