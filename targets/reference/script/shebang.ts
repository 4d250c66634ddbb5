/** The first line of a script, `#!lua flags=no-writes,allow-oom`. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { refuse } from '../errors.ts';
import { splitInline } from '../inline.ts';
import { type DeclaredFlags, isScriptFlag, type ScriptFlag } from './flags.ts';

export interface ScriptText {
  readonly flags: DeclaredFlags;
  /** What is left to compile; it begins with the line break, so that lines count on. */
  readonly body: ByteString;
}

/** Takes the first line off a script; refuses one that it does not understand. */
export function splitScript(text: ByteString): ScriptText {
  if (!text.startsWith('#!')) return { flags: undefined, body: text };
  const end = text.indexOf('\n');
  if (end < 0) refuse('ERR Invalid script shebang');
  const [engine = '', ...options] =
    splitInline(text.slice(0, end)) ?? refuse('ERR Invalid engine in script shebang');
  if (engine !== '#!lua') refuse(`ERR Unexpected engine in script shebang: ${engine}`);
  const flags = new Set<ScriptFlag>();
  for (const option of options) for (const flag of flagsOf(option)) flags.add(flag);
  return { flags, body: text.slice(end) };
}

const FLAGS = 'flags=';

function flagsOf(option: ByteString): readonly ScriptFlag[] {
  if (!option.startsWith(FLAGS)) return refuse(`ERR Unknown lua shebang option: ${option}`);
  const names = option.slice(FLAGS.length);
  if (names === '') return [];
  return names
    .split(',')
    .map((name) =>
      isScriptFlag(name) ? name : refuse(`ERR Unexpected flag in script shebang: ${name}`),
    );
}
