/** Commands that give members a score; `add` is what GEOADD does, too. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, floatOf, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { double, integer, NULL, ZERO } from '../../replies.ts';
import { SortedSetValue } from '../../values/sorted-set.ts';

const OPTIONS = ['NX', 'XX', 'GT', 'LT', 'CH', 'INCR'] as const;

type Option = (typeof OPTIONS)[number];

export interface Add {
  readonly key: ByteString;
  readonly options: ReadonlySet<Option>;
  readonly pairs: readonly (readonly [member: ByteString, score: number])[];
}

function isOption(text: string): text is Option {
  return (OPTIONS as readonly string[]).includes(text);
}

function parseAdd(argv: readonly ByteString[]): Add {
  const options = new Set<Option>();
  let next = 2;
  for (let option = word(argv, next); isOption(option); option = word(argv, next)) {
    options.add(option);
    next += 1;
  }
  const rest = argv.slice(next);
  if (rest.length === 0 || rest.length % 2 === 1) refuse(SYNTAX_ERROR);
  refuseConflicts(options, rest.length / 2);
  const pairs: [ByteString, number][] = [];
  for (let i = 0; i < rest.length; i += 2) pairs.push([at(rest, i + 1), floatOf(at(rest, i))]);
  return { key: at(argv, 1), options, pairs };
}

function refuseConflicts(options: ReadonlySet<Option>, pairCount: number): void {
  const has = (option: Option) => options.has(option);
  if (has('NX') && has('XX')) {
    refuse('ERR XX and NX options at the same time are not compatible');
  }
  if ((has('GT') && has('NX')) || (has('LT') && has('NX')) || (has('GT') && has('LT'))) {
    refuse('ERR GT, LT, and/or NX options at the same time are not compatible');
  }
  if (has('INCR') && pairCount > 1) {
    refuse('ERR INCR option supports a single increment-element pair');
  }
}

/** The score that a member gets; `undefined` when the options say to leave it alone. */
function newScore(
  old: number | undefined,
  given: number,
  options: ReadonlySet<Option>,
): number | undefined {
  if (old === undefined) return options.has('XX') ? undefined : given;
  if (options.has('NX')) return undefined;
  const score = options.has('INCR') ? old + given : given;
  if (Number.isNaN(score)) refuse('ERR resulting score is not a number (NaN)');
  if (options.has('GT') && score <= old) return undefined;
  if (options.has('LT') && score >= old) return undefined;
  return score;
}

export function add({ db, core }: Connection, { key, options, pairs }: Add): Reply {
  const incremental = options.has('INCR');
  const existing = db.write(key, 'zset');
  if (existing === undefined && options.has('XX')) return incremental ? NULL : ZERO;
  const set = existing ?? db.ensure(key, 'zset', () => new SortedSetValue(core.settings));
  set.expect(pairs.length);
  let [added, updated] = [0, 0];
  let last: number | undefined;
  for (const [member, given] of pairs) {
    last = newScore(set.score(member), given, options);
    const outcome = last === undefined ? 'same' : set.set(member, last);
    if (outcome === 'added') added += 1;
    if (outcome === 'updated') updated += 1;
  }
  if (added + updated > 0) {
    db.changed(key, 'sorted-set', incremental ? 'zincr' : 'zadd', added + updated);
  }
  if (incremental) return last === undefined ? NULL : double(last);
  return integer(options.has('CH') ? added + updated : added);
}

export const addCommands: Family = {
  zadd: command({
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RW update'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key [NX | XX] [GT | LT] [CH] [INCR] (score:double member)...',
    summary: 'Adds members with their scores, or changes the scores.',
    parse: parseAdd,
    run: add,
  }),

  zincrby: command({
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['sortedset'],
    keys: firstKey('RW access update'),
    since: '1.2.0',
    group: 'sorted-set',
    complexity: 'O(log(N))',
    usage: 'key increment:integer member',
    summary: 'Adds to the score of a member; a missing one counts as 0.',
    parse: (argv): Add => ({
      key: at(argv, 1),
      options: new Set(['INCR']),
      pairs: [[at(argv, 3), floatOf(at(argv, 2))]],
    }),
    run: add,
  }),
};
