/** The families that are fuzzed, and the sequences of each: all commands of the table's groups. */
import fc from 'fast-check';
import { parseUsage } from '../argument-grammar.ts';
import { labelled } from '../argument-labels.ts';
import { ARGUMENT_LABELS } from '../command-docs.ts';
import { type Command, CommandTable } from '../command-table.ts';
import { families } from '../commands/families.ts';
import { argumentWords } from './arguments.ts';
import { type Call, newest } from './call.ts';
import { isLeftOut, NOT_DRAWN, sinceOf } from './not-drawn.ts';
import { INTEGERS, KEYS } from './pools.ts';

/** Groups whose commands make the values that other commands are about. */
const DATA = 'string bitmap hash list set sorted-set stream geo hyperloglog'.split(' ');

export const FAMILIES: readonly string[] = [...DATA, 'generic', 'transactions', 'scripting'];

export interface Sequence {
  readonly protocol: 2 | 3;
  readonly calls: readonly Call[];
}

export const CALLS_MAX = 59;

export const table: CommandTable = new CommandTable(families);

/** Sequences of a family; their mean length is half of the greatest. */
export function sequences(family: string): fc.Arbitrary<Sequence> {
  const own = callsOf([family]);
  const calls = fc.array(mixed(family, own), {
    minLength: 1,
    maxLength: CALLS_MAX,
    size: 'max',
  });
  return fc.record({ protocol: fc.constantFrom(2, 3), calls });
}

function mixed(family: string, own: fc.Arbitrary<Call>): fc.Arbitrary<Call> {
  const data = callsOf(DATA);
  if (family === 'generic') return choice([6, own], [4, data]);
  if (family === 'transactions') return choice([4, own], [5, data], [1, callsOf(['generic'])]);
  if (family === 'scripting') return choice([6, own], [6, scripted(data)], [2, data]);
  return choice([16, own], [1, data], [1, callsOf(['generic'])]);
}

/** A command that a script sends for its caller. */
function scripted(calls: fc.Arbitrary<Call>): fc.Arbitrary<Call> {
  const script = fc.constantFrom(
    'return redis.call(unpack(ARGV))',
    'return redis.pcall(unpack(ARGV))',
  );
  return fc
    .tuple(fc.constantFrom('EVAL', 'EVAL_RO'), script, calls)
    .filter(([, , { argv }]) => (table.find(argv)?.facts.tips ?? []).length === 0)
    .map(([name, text, { argv, since }]) => ({ argv: [name, text, '0', ...argv], since }));
}

function choice<T>(...options: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(...options.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

function callsOf(groups: readonly string[]): fc.Arbitrary<Call> {
  const commands = [...table.all()].filter(
    ({ facts, spec, fullName }) =>
      spec !== undefined && groups.includes(facts.group) && NOT_DRAWN[fullName] === undefined,
  );
  return choice(...commands.map((command) => [weightOf(command), callOf(command)] as const));
}

function weightOf({ flags, fullName, facts }: Command): number {
  if (fullName.endsWith('|help')) return 1;
  // Waiting takes most of the time that there is.
  if (facts.usage?.includes('timeout')) return 2;
  return flags.has('denyoom') ? 24 : 12;
}

function callOf({ fullName, facts }: Command): fc.Arbitrary<Call> {
  const usage = labelled(parseUsage(facts.usage ?? ''), ARGUMENT_LABELS[fullName]);
  const name = fullName.toUpperCase().split('|');
  return fc
    .tuple(argumentWords(facts.group, usage), damage)
    .map(([{ words, since }, damaging]) => {
      const argv = damaging([...name, ...words], name.length);
      return { argv, since: newest([since, facts.since, sinceOf(fullName, argv)]) };
    })
    .filter(({ argv }) => !isLeftOut(fullName, argv));
}

type Damage = (argv: readonly string[], named: number) => readonly string[];

/** One call in twenty is not as the grammar says: servers are compared in what they refuse, too. */
const damage: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.nat({ max: 99 }),
    fc.nat({ max: 20 }),
    fc.constantFrom(...KEYS, ...INTEGERS.usual, 'NX'),
  )
  .map(([kind, where, word]): Damage => {
    const at = (argv: readonly string[], named: number) =>
      named + (where % (argv.length - named + 1));
    switch (kind) {
      case 95:
        return (argv) => [...argv, word];
      case 96:
        return (argv, named) => argv.toSpliced(at(argv, named), 0, word);
      case 97:
        return (argv, named) => argv.toSpliced(at(argv, named), 1);
      case 98:
        return (argv, named) => argv.toSpliced(at(argv, named), 1, word);
      case 99:
        return (argv) => argv.map((part) => part.toLowerCase());
      default:
        return (argv) => argv;
    }
  });
