/**
 * The reproducer: a case as a snippet that a person pastes into a shell. Pure, and runs in a browser.
 *
 * Two forms, the plainer one wherever it says the same:
 *  - `redis-cli` with one command per line: one connection, nothing but commands;
 *  - `bash` with /dev/tcp: several connections, raw bytes, one write (pipeline), commands that
 *    redis-cli takes for its own. No `nc`: its options differ from system to system.
 * What a shell cannot say (values saved from earlier replies) is left to `samewire run`. That line
 * closes every snippet, for it repeats the case exactly, deadlines and all.
 */
import type { CaseRecord, ResultRow, StepRecord } from './document.generated.ts';
import { heredoc, isRedisCliWord, redisCliLine } from './redis-cli-line.ts';
import { commandBytes, printfFormat, shellWord } from './shell-bytes.ts';

export interface ReproducerOptions {
  readonly protocol: ResultRow['protocol'];
  readonly context: ResultRow['context'];
  /** The target's word, for the `samewire run` line. */
  readonly target?: string;
}

/** A snippet for an empty database of the server at `$PORT`; it ends with a line break. */
export function reproducer(record: CaseRecord, options: ReproducerOptions): string {
  const { context, protocol } = options;
  const lines = [
    `# ${record.id} · ${context}, RESP${protocol} · on an empty database`,
    ...configLines(record),
  ];
  const steps = lift(record.steps, context);
  if (needsSavedValues(steps)) {
    lines.push('# A later step sends what an earlier reply held, so only a run can say it:');
  } else {
    const form = redisCliCanSay(steps, context) ? inRedisCli : inBash;
    lines.push('PORT=6379', form(steps, options), '# The same as it was judged:');
  }
  return `${[...lines, runLine(record, options)].join('\n')}\n`;
}

/** A case of its own server needs one that was started so. */
function configLines({ config = {} }: CaseRecord): string[] {
  const flags = Object.entries(config).map(([name, value]) => `--${name} ${shellWord(value)}`);
  return flags.length === 0 ? [] : [`# Start the server with: ${flags.join(' ')}`];
}

function runLine(record: CaseRecord, { target, context }: ReproducerOptions): string {
  const targets = target === undefined ? '' : ` --targets ${shellWord(target)}`;
  const where = context === 'plain' ? '' : ` --contexts ${context}`;
  return `# samewire run --case ${record.id}${where}${targets}`;
}

const MULTI: StepRecord = { says: 'MULTI', send: ['MULTI'] };
const EXEC: StepRecord = { says: 'EXEC', send: ['EXEC'] };

/** The steps as the context has them sent. */
function lift(steps: readonly StepRecord[], context: ResultRow['context']): readonly StepRecord[] {
  if (context === 'multi') return [MULTI, ...steps, EXEC];
  if (context === 'script') return steps.map((step) => inScript(step, 'call'));
  return context === 'pcall' ? steps.map((step) => inScript(step, 'pcall')) : steps;
}

function inScript(step: StepRecord, call: 'call' | 'pcall'): StepRecord {
  if (step.send === undefined) return step;
  return { ...step, send: ['EVAL', `return redis.${call}(unpack(ARGV))`, '0', ...step.send] };
}

/** `${i}` counts a fill; any other hole waits for a reply that only a run has. */
function needsSavedValues(steps: readonly StepRecord[]): boolean {
  return steps.some(({ send }) => send?.some((argument) => /\$\{(?!i\})\w+\}/.test(argument)));
}

function redisCliCanSay(steps: readonly StepRecord[], context: ResultRow['context']): boolean {
  return (
    context !== 'pipeline' &&
    new Set(steps.map(connection)).size <= 1 &&
    steps.every(
      ({ send, withinMs }) => send !== undefined && withinMs === undefined && !isRedisCliWord(send),
    )
  );
}

function inRedisCli(steps: readonly StepRecord[], { protocol }: ReproducerOptions): string {
  // --no-raw: into a pipe, redis-cli would print replies without their types.
  const command = `redis-cli --no-raw${protocol === 3 ? ' -3' : ''} -p "$PORT"`;
  if (!steps.some(isLongFill)) return heredoc(command, steps.flatMap(linesOf));
  const parts = steps.map((step) =>
    isLongFill(step) ? fillLoop(step) : heredoc('cat', linesOf(step)),
  );
  return ['{', ...parts, `} | ${command}`].join('\n');
}

function linesOf(step: StepRecord): string[] {
  return commands(step).map(redisCliLine);
}

/** More lines than this are counted out by the shell instead of written down. */
const WRITTEN_OUT_MAX = 20;

function isLongFill({ times = 1 }: StepRecord): boolean {
  return times > WRITTEN_OUT_MAX;
}

/** Prints the lines of a fill. Steps outside quotes where the count belongs: `'RPUSH l v'"$i"''`. */
function fillLoop({ send = [], times = 1 }: StepRecord): string {
  const line = shellWord(redisCliLine(send)).replaceAll(COUNT, `'"$i"'`);
  return `for i in $(seq 0 ${times - 1}); do echo ${line}; done`;
}

/** Prints what arrives on a descriptor until a second of silence; bash before 4 knows no shorter time. */
const HEAR = [
  'hear() {',
  '  local line=',
  `  while IFS= read -r -t 1 -u "$1" line; do printf '  %s\\n' "$line"; done`,
  // A last line without its end is evidence too.
  `  if [ -n "$line" ]; then printf '  %s (unfinished)\\n' "$line"; fi`,
  '}',
];

function inBash(steps: readonly StepRecord[], { protocol, context }: ReproducerOptions): string {
  const names = [...new Set(steps.map(connection))];
  const descriptors = new Map(names.map((name, place) => [name, place + FIRST_DESCRIPTOR]));
  const send =
    context === 'pipeline'
      ? inOneWrite(steps)
      : steps.flatMap((step) => oneByOne(step, descriptors.get(connection(step))));
  const connect = [...descriptors].flatMap(([name, descriptor]) => [
    `exec ${descriptor}<>"/dev/tcp/127.0.0.1/$PORT"  # ${name}`,
    ...(protocol === 3 ? [`${write(commandBytes(['HELLO', '3']), descriptor)} >/dev/null`] : []),
  ]);
  return heredoc('PORT="$PORT" LC_ALL=C bash', [...HEAR, ...connect, ...send]);
}

/** 0 to 2 are the shell's own. */
const FIRST_DESCRIPTOR = 3;

function inOneWrite(steps: readonly StepRecord[]): string[] {
  const notes = steps.map((step) => `# ${oneLine(step.says)}`);
  return [...notes, write(steps.map(bytesOf).join(''), FIRST_DESCRIPTOR)];
}

function oneByOne(step: StepRecord, descriptor = FIRST_DESCRIPTOR): string[] {
  const on = step.on === undefined ? '' : `${step.on}: `;
  if (isLongFill(step)) return [`${fillLoop(step)} | redis-cli -p "$PORT" >/dev/null`];
  return [
    `echo ${shellWord(`> ${on}${oneLine(step.says)}`)}`,
    ...pause(step),
    write(bytesOf(step), descriptor),
  ];
}

/** A run asks until the answer is right; a snippet asks once, when the time for that is over. */
function pause({ withinMs }: StepRecord): string[] {
  return withinMs === undefined ? [] : [`sleep ${withinMs / 1000}`];
}

/** Sends the bytes, if any, and listens. */
function write(bytes: string, descriptor: number): string {
  const hear = `hear ${descriptor}`;
  return bytes === '' ? hear : `printf ${printfFormat(bytes)} >&${descriptor}; ${hear}`;
}

function bytesOf(step: StepRecord): string {
  return step.raw ?? commands(step).map(commandBytes).join('');
}

/** The commands that a step sends: none, one, or all that a fill counts out. */
function commands({ send, times = 1 }: StepRecord): (readonly string[])[] {
  if (send === undefined) return [];
  return Array.from({ length: times }, (_, i) =>
    send.map((part) => part.replaceAll(COUNT, `${i}`)),
  );
}

/** The hole in a fill's arguments that its count goes into. */
const COUNT: string = ['$', '{i}'].join('');

function connection(step: StepRecord): string {
  return step.on ?? 'main';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
