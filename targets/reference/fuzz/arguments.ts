/** From the grammar of a command's arguments to arguments, most of them as it says. */
import fc from 'fast-check';
import type { LabelledArgument } from '../argument-labels.ts';
import { ALWAYS, newest, type Words } from './call.ts';
import { type Pool, poolOf } from './pools.ts';

const NOTHING: Words = { words: [], since: ALWAYS };
const REPEATS_MAX = 3;

const weighted = new Map<Pool, fc.Arbitrary<string>>();

function from(pool: Pool): fc.Arbitrary<string> {
  const known = weighted.get(pool);
  if (known !== undefined) return known;
  const { usual, edges = [] } = pool;
  // Nine of ten are usual; one arbitrary for both is several times faster than a choice between two.
  const copies = Math.max(1, Math.ceil((9 * edges.length) / usual.length));
  const made = fc.constantFrom(...Array.from({ length: copies }, () => usual).flat(), ...edges);
  weighted.set(pool, made);
  return made;
}

/** All arguments in a row. */
export function argumentWords(
  group: string,
  usage: readonly LabelledArgument[],
): fc.Arbitrary<Words> {
  return fc
    .tuple(...parts(group, usage), fc.nat({ max: 7 }))
    .map((drawn) =>
      joined(reordered(usage, drawn.slice(0, -1) as Words[], drawn.at(-1) as number)),
    );
}

function parts(group: string, usage: readonly LabelledArgument[]): fc.Arbitrary<Words>[] {
  const made: fc.Arbitrary<Words>[] = [];
  for (let i = 0; i < usage.length; i++) {
    const argument = usage[i];
    const next = usage[i + 1];
    if (argument === undefined) continue;
    const pairs = next !== undefined && argument.multiple === true && next.multiple === true;
    if (argument.name === 'numkeys' && next !== undefined) {
      made.push(counted(group, next));
      i++;
    } else if (pairs && argument.optional !== true) {
      made.push(asManyOfEach(group, argument, next));
      i++;
    } else made.push(one(group, argument));
  }
  return made;
}

/** `numkeys key...`: the number mostly tells how many there are. */
function counted(group: string, keys: LabelledArgument): fc.Arbitrary<Words> {
  return fc
    .tuple(
      one(group, keys),
      fc.nat({ max: 15 }),
      from(poolOf(group, { name: 'numkeys', type: 'integer' })),
    )
    .map(([{ words, since }, wrong, other]) => ({
      words: [wrong === 1 ? other : String(words.length), ...words],
      since,
    }));
}

/** `key... id...`: as many of the one as of the other. */
function asManyOfEach(
  group: string,
  first: LabelledArgument,
  second: LabelledArgument,
): fc.Arbitrary<Words> {
  const once = (argument: LabelledArgument) => single(group, argument);
  return fc
    .array(fc.tuple(once(first), once(second)), {
      minLength: 1,
      maxLength: REPEATS_MAX,
      size: 'max',
    })
    .map((pairs) => joined([...pairs.map(([a]) => a), ...pairs.map(([, b]) => b)]));
}

function one(group: string, argument: LabelledArgument): fc.Arbitrary<Words> {
  const repeated = argument.multiple ? several(group, argument) : introduced(group, argument);
  const since = argument.since;
  const labelled =
    since === undefined
      ? repeated
      : repeated.map((drawn) => ({ words: drawn.words, since: newest([drawn.since, since]) }));
  return argument.optional
    ? fc.oneof({ weight: 2, arbitrary: fc.constant(NOTHING) }, { weight: 1, arbitrary: labelled })
    : labelled;
}

function several(group: string, argument: LabelledArgument): fc.Arbitrary<Words> {
  const element = argument.multipleToken ? introduced(group, argument) : single(group, argument);
  const many = fc.array(element, { minLength: 1, maxLength: REPEATS_MAX, size: 'max' }).map(joined);
  const { token } = argument;
  if (token === undefined || argument.multipleToken) return many;
  return many.map(({ words, since }) => ({ words: [token, ...words], since }));
}

function introduced(group: string, argument: LabelledArgument): fc.Arbitrary<Words> {
  const { token, type } = argument;
  if (type === 'pure-token') return fc.constant({ words: [spelled(token)], since: ALWAYS });
  const value = single(group, argument);
  if (token === undefined) return value;
  return value.map(({ words, since }) => ({ words: [spelled(token), ...words], since }));
}

/** What is written without a token: an argument of MIGRATE that may be empty. */
function spelled(token: string | undefined): string {
  return token === '""' || token === undefined ? '' : token;
}

function single(group: string, argument: LabelledArgument): fc.Arbitrary<Words> {
  if (argument.type === 'oneof') {
    return fc.oneof(...argument.arguments.map((choice) => one(group, choice)));
  }
  if (argument.type === 'block') return argumentWords(group, argument.arguments);
  if (argument.type === 'pure-token') return introduced(group, argument);
  return from(poolOf(group, argument)).map((word) => ({ words: [word], since: ALWAYS }));
}

function joined(drawn: readonly Words[]): Words {
  return {
    words: drawn.flatMap(({ words }) => words),
    since: newest(drawn.map(({ since }) => since)),
  };
}

/** Options stand in any order: now and then those at the end come the other way round. */
function reordered(
  usage: readonly LabelledArgument[],
  drawn: readonly Words[],
  chance: number,
): readonly Words[] {
  const isOption = ({ optional, token, type }: LabelledArgument) =>
    optional === true && (token !== undefined || type === 'oneof');
  const options = usage.length - (usage.findLastIndex((argument) => !isOption(argument)) + 1);
  if (chance !== 1 || options < 2) return drawn;
  return [...drawn.slice(0, -options), ...drawn.slice(-options).toReversed()];
}
