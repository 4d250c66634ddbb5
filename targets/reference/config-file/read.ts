/** The configuration file: `name value` a line, `#` comments, quotes as in redis-cli. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { CONFIG_NAMES, defaultSettings, type ParameterName, type Settings } from '../config.ts';
import { splitInline } from '../inline.ts';
import { parseSetting } from '../parse-setting.ts';

export interface ReadConfig {
  readonly settings: Partial<Settings>;
  /** The users that the file has, a line each. */
  readonly users: readonly ByteString[];
}

/** Parameters whose values are several words, or stand on several lines. */
const SEVERAL_WORDS: ReadonlySet<string> = new Set([
  'bind',
  'client-output-buffer-limit',
  'latency-tracking-info-percentiles',
  'oom-score-adj-values',
  'replicaof',
  'save',
]);

/** Throws, with 7.2's words and the line, when a line is wrong. */
export function readConfig(text: ByteString): ReadConfig {
  const settings: Settings = defaultSettings();
  const given = new Set<ParameterName>();
  const users: ByteString[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const failed = (why: string): never => {
      throw new Error(`the configuration file, at line ${index + 1}: '${trimmed}': ${why}`);
    };
    const words = splitInline(trimmed) ?? failed('Unbalanced quotes in configuration line');
    if (words[0]?.toLowerCase() === 'user') {
      users.push(trimmed);
      continue;
    }
    const parameter = readLine(words, { settings, given }, failed);
    given.add(parameter);
  }
  const entries = [...given].map((parameter) => [parameter, settings[parameter]]);
  return { settings: Object.fromEntries(entries) as Partial<Settings>, users };
}

interface Progress {
  readonly settings: Settings;
  readonly given: ReadonlySet<ParameterName>;
}

function readLine(
  [name = '', ...values]: readonly ByteString[],
  { settings, given }: Progress,
  failed: (why: string) => never,
): ParameterName {
  const parameter =
    CONFIG_NAMES.get(name.toLowerCase()) ?? failed('Bad directive or wrong number of arguments');
  const several = SEVERAL_WORDS.has(parameter);
  if (values.length === 0 || (values.length > 1 && !several)) failed('wrong number of arguments');
  // Save points add up, line by line.
  const before = parameter === 'save' && given.has('save') ? [settings.save] : [];
  const text = [...before, ...values].filter((word) => word !== '').join(' ');
  const parsed = parseSetting(parameter, text, { ...settings, 'enable-protected-configs': 'yes' });
  const value = 'why' in parsed ? failed(parsed.why) : parsed.value;
  Object.assign(settings, { [parameter]: value });
  return parameter;
}
