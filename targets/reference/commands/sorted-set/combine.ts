/** Commands that combine sorted sets, and their forms that store the result. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, floatOf, integerOf, Tail } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { notNegativeOf } from '../../counts.ts';
import { refuse, SYNTAX_ERROR, WRONG_TYPE } from '../../errors.ts';
import { countedKeys, keyRange } from '../../key-spec.ts';
import type { Database } from '../../keyspace.ts';
import { integer } from '../../replies.ts';
import { SortedSetValue } from '../../values/sorted-set.ts';
import {
  type Aggregate,
  differenceOf,
  intersectionOf,
  type Operand,
  unionOf,
  type Weighted,
} from './algebra.ts';
import { membersReply, scoredReply } from './scored.ts';
import { storeResult } from './store.ts';

type Operation = 'union' | 'inter' | 'diff';

interface Form {
  readonly operation: Operation;
  /** What is made of the result; it decides which options are allowed. */
  readonly result: 'reply' | 'store' | 'count';
}

interface Combination {
  readonly destination: ByteString;
  readonly keys: readonly ByteString[];
  readonly tail: readonly ByteString[];
}

function parseKeys(argv: readonly ByteString[], countAt: number): Combination {
  const keyCount = integerOf(at(argv, countAt));
  if (keyCount < 1) {
    refuse(`ERR at least 1 input key is needed for '${at(argv, 0).toLowerCase()}' command`);
  }
  const end = countAt + 1 + keyCount;
  if (end > argv.length) refuse(SYNTAX_ERROR);
  return {
    destination: at(argv, 1),
    keys: argv.slice(countAt + 1, end),
    tail: argv.slice(end),
  };
}

interface Options {
  weights: readonly number[];
  aggregate: Aggregate;
  withScores: boolean;
  limit: number;
}

const AGGREGATES: readonly string[] = ['SUM', 'MIN', 'MAX'];

function parseOptions({ keys, tail: rest }: Combination, { operation, result }: Form): Options {
  const options: Options = { weights: [], aggregate: 'SUM', withScores: false, limit: 0 };
  const weighs = operation !== 'diff' && result !== 'count';
  const tail = new Tail(rest, 0);
  while (tail.more) {
    const option = tail.word();
    if (weighs && option === 'WEIGHTS' && tail.left >= keys.length) {
      options.weights = keys.map(() => floatOf(tail.value(), 'ERR weight value is not a float'));
    } else if (weighs && option === 'AGGREGATE') options.aggregate = aggregateOf(tail.word());
    else if (result === 'reply' && option === 'WITHSCORES') options.withScores = true;
    else if (result === 'count' && option === 'LIMIT') {
      options.limit = notNegativeOf(tail.value(), 'LIMIT');
    } else refuse(SYNTAX_ERROR);
  }
  return options;
}

function aggregateOf(text: string): Aggregate {
  return AGGREGATES.includes(text) ? (text as Aggregate) : refuse(SYNTAX_ERROR);
}

function readOperand(db: Database, key: ByteString): Operand {
  const value = db.lookupRead(key)?.value;
  if (value === undefined || value.type === 'zset' || value.type === 'set') return value;
  return refuse(WRONG_TYPE);
}

function combine(form: Form): (connection: Connection, combination: Combination) => Reply {
  return (connection, combination) => {
    const operands = combination.keys.map((key) => readOperand(connection.db, key));
    // 7.2 looks at the keys before it looks at the options.
    const options = parseOptions(combination, form);
    const scores = scoresOf(form.operation, operands, options);
    if (form.result === 'count') return integer(scores.size);
    if (form.result === 'store') {
      const result = SortedSetValue.of(scores, connection.core.settings);
      const { destination } = combination;
      return storeResult(connection, { destination, result, event: `z${form.operation}store` });
    }
    const entries = [...SortedSetValue.of(scores, NEVER_A_LISTPACK).entries()];
    return options.withScores ? scoredReply(connection.protocol, entries) : membersReply(entries);
  };
}

// A reply is made from a skiplist, in which zeros keep their sign.
const NEVER_A_LISTPACK = { 'zset-max-listpack-entries': -1, 'zset-max-listpack-value': -1 };

function scoresOf(
  operation: Operation,
  operands: readonly Operand[],
  { weights, aggregate, limit }: Options,
): ReadonlyMap<ByteString, number> {
  if (operation === 'diff') return differenceOf(operands);
  const weighted = operands.map((operand, i): Weighted => ({ operand, weight: weights[i] ?? 1 }));
  if (operation === 'union') return unionOf(weighted, aggregate);
  return intersectionOf(weighted, aggregate, limit === 0 ? Infinity : limit);
}

function combineCommand(form: Form) {
  const countAt = form.result === 'store' ? 2 : 1;
  return { parse: (argv: readonly ByteString[]) => parseKeys(argv, countAt), run: combine(form) };
}

export const combineCommands: Family = {
  zunion: command({
    arity: -3,
    flags: ['readonly', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RO access', 1)],
    since: '6.2.0',
    group: 'sorted-set',
    complexity: 'O(N)',
    usage:
      'numkeys:integer key... [WEIGHTS weight:integer...] [AGGREGATE (SUM | MIN | MAX)] [WITHSCORES]',
    summary: 'Reads the members that any of the sorted sets has.',
    ...combineCommand({ operation: 'union', result: 'reply' }),
  }),

  zinter: command({
    arity: -3,
    flags: ['readonly', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RO access', 1)],
    since: '6.2.0',
    group: 'sorted-set',
    complexity: 'O(N*K)',
    usage:
      'numkeys:integer key... [WEIGHTS weight:integer...] [AGGREGATE (SUM | MIN | MAX)] [WITHSCORES]',
    summary: 'Reads the members that all of the sorted sets have.',
    ...combineCommand({ operation: 'inter', result: 'reply' }),
  }),

  zdiff: command({
    arity: -3,
    flags: ['readonly', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RO access', 1)],
    since: '6.2.0',
    group: 'sorted-set',
    complexity:
      'O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.',
    usage: 'numkeys:integer key... [WITHSCORES]',
    summary: 'Reads the members of the first sorted set that none of the others has.',
    ...combineCommand({ operation: 'diff', result: 'reply' }),
  }),

  zunionstore: command({
    arity: -4,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['sortedset'],
    keys: [keyRange('OW update', 1), countedKeys('RO access', 2)],
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(N)',
    usage:
      'destination numkeys:integer key... [WEIGHTS weight:integer...] [AGGREGATE (SUM | MIN | MAX)]',
    summary: 'Stores the members that any of the sorted sets has.',
    ...combineCommand({ operation: 'union', result: 'store' }),
  }),

  zinterstore: command({
    arity: -4,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['sortedset'],
    keys: [keyRange('OW update', 1), countedKeys('RO access', 2)],
    since: '2.0.0',
    group: 'sorted-set',
    complexity: 'O(N*K)',
    usage:
      'destination numkeys:integer key... [WEIGHTS weight:integer...] [AGGREGATE (SUM | MIN | MAX)]',
    summary: 'Stores the members that all of the sorted sets have.',
    ...combineCommand({ operation: 'inter', result: 'store' }),
  }),

  zdiffstore: command({
    arity: -4,
    flags: ['write', 'denyoom', 'movablekeys'],
    categories: ['sortedset'],
    keys: [keyRange('OW update', 1), countedKeys('RO access', 2)],
    since: '6.2.0',
    group: 'sorted-set',
    complexity:
      'O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.',
    usage: 'destination numkeys:integer key...',
    summary: 'Stores the members of the first sorted set that none of the others has.',
    ...combineCommand({ operation: 'diff', result: 'store' }),
  }),

  zintercard: command({
    arity: -3,
    flags: ['readonly', 'movablekeys'],
    categories: ['sortedset'],
    keys: [countedKeys('RO access', 1)],
    since: '7.0.0',
    group: 'sorted-set',
    complexity: 'O(N*K)',
    usage: 'numkeys:integer key... [LIMIT limit:integer]',
    summary: 'Counts the members that all of the sorted sets have, up to a limit.',
    ...combineCommand({ operation: 'inter', result: 'count' }),
  }),
};
