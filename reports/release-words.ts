/**
 * The steps of a case as people speak of them, and which commands and options a target lacks. Pure.
 *
 * A target lacks what it calls unknown, and an option whose use it calls a syntax error where the
 * contract has it succeed. What else an old server refuses is a command that does something else now.
 */
import type {
  CaseRecord,
  Cell,
  ResultDocument,
  Seen,
  StepRecord,
} from '../harness/results/document.generated.ts';
import { commandName } from './command-name.ts';
import { errorText } from './side.ts';

/** A step that a difference was seen at, told by the command it belongs to. */
export interface Place {
  /** `GET`, `OBJECT ENCODING`. */
  readonly command: string;
  /** The words behind the command that are written as options are: in capitals. */
  readonly options: readonly string[];
  /** Whether there is a command at all: raw bytes are none. */
  readonly sent: boolean;
  /** The command line; for a step that only waits, with what it waits for. */
  readonly says: string;
}

export class Wording {
  readonly #suite: { commands: string[] };
  readonly #words = new Map<string, readonly string[]>();

  /** Knows all subcommands that the document's suites speak of. */
  constructor({ suites }: Pick<ResultDocument, 'suites'>) {
    this.#suite = { commands: [...new Set(suites.flatMap(({ commands }) => commands))] };
  }

  /** The commands of a case, and its options as `COMMAND OPTION`. */
  words(record: CaseRecord): readonly string[] {
    const known = this.#words.get(record.id);
    if (known !== undefined) return known;
    const words = record.steps.flatMap((_, step) => {
      const { command, options } = this.place(record, step + 1);
      return [command, ...options.map((option) => `${command} ${option}`)];
    });
    this.#words.set(record.id, words);
    return words;
  }

  /** The place of a step, counted from 1. */
  place({ steps }: Pick<CaseRecord, 'steps'>, number: number): Place {
    const step = steps[number - 1];
    const sender = step === undefined ? undefined : senderOf(steps, step);
    if (step === undefined || sender === undefined) {
      const says = step?.says ?? `step ${number}`;
      return { command: says, options: [], sent: false, says };
    }
    const command = commandName(sender, this.#suite);
    return {
      command,
      options: (sender.send ?? [])
        .slice(command.split(' ').length)
        .filter((word) => /^[A-Z][A-Z0-9-]+$/.test(word) && !SETTINGS.has(word)),
      sent: true,
      says: sender === step ? step.says : `${sender.says}  … ${step.says}`,
    };
  }
}

/** What options are set to. */
const SETTINGS: ReadonlySet<string> = new Set(['YES', 'NO', 'ON', 'OFF']);

/** The step itself where it sends; else what its connection sent last and is waiting for. */
function senderOf(steps: readonly StepRecord[], step: StepRecord): StepRecord | undefined {
  if (step.send !== undefined || step.raw !== undefined) return step.send && step;
  const before = steps.slice(0, steps.indexOf(step));
  return before.findLast(({ send, on }) => send !== undefined && on === step.on);
}

/** All that a target lacks: commands, and options as `COMMAND OPTION`. */
export function lackedWords(
  document: ResultDocument,
  column: number,
  wording: Wording,
): Set<string> {
  const known = knownWords(document, column, wording);
  const records = new Map(document.cases.map((record) => [record.id, record]));
  const refused = document.results.flatMap(({ case: id, cells }) => {
    const [record, cell] = [records.get(id), cells[column]];
    if (record === undefined || cell?.verdict !== 'absent') return [];
    return [refusedWords(record, cell, wording, known)];
  });
  return blamed(refused);
}

/** What stands in cases that the target holds to. */
function knownWords(
  { cases, results }: ResultDocument,
  column: number,
  wording: Wording,
): Set<string> {
  const held = new Set(
    results.flatMap(({ case: id, cells }) => (cells[column]?.verdict === 'same' ? [id] : [])),
  );
  // One with a `since` may hold for the wrong reason: what is unknown is refused, too.
  const sure = cases.filter(({ id, since }) => since === undefined && held.has(id));
  return new Set(sure.flatMap((record) => wording.words(record)));
}

/** Words of the command line that an old target did not take, one of which it does not know. */
function refusedWords(
  record: CaseRecord,
  { differences: [first] = [] }: Cell,
  wording: Wording,
  known: ReadonlySet<string>,
): string[] {
  if (first?.rung !== 'missing' || isUnknown(first.wanted)) return [];
  const { command, options, sent } = wording.place(record, first.step);
  if (!sent) return [];
  if (isUnknown(first.found) && !known.has(command)) return [command];
  return options.map((option) => `${command} ${option}`).filter((word) => !known.has(word));
}

function isUnknown(side: Seen): boolean {
  return /^ERR unknown (?:sub)?command/i.test(errorText(side) ?? '');
}

/** Where one word of a command line is refused elsewhere with fewer others, the others are not to blame. */
function blamed(refused: readonly (readonly string[])[]): Set<string> {
  const words = new Set<string>();
  for (const line of refused.toSorted((a, b) => a.length - b.length)) {
    if (!line.some((word) => words.has(word))) for (const word of line) words.add(word);
  }
  return words;
}
