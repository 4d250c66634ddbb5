/** The settings of a server: a value for each parameter of `parameters.ts`. */
import { ALIASES, CHOICES, INTEGERS, SIZES, SWITCHES, TEXTS } from './parameters.ts';

export type NumberName = keyof typeof INTEGERS | keyof typeof SIZES;
export type WordName = keyof typeof SWITCHES | keyof typeof CHOICES | keyof typeof TEXTS;
export type ParameterName = NumberName | WordName;

/** Every parameter with its value. */
export type Settings = { [Name in NumberName]: number } & { [Name in WordName]: string };

export type SettingsInput = Partial<Settings>;

/** Stands for the end of 64 bits: no limit. */
export const LONG_MAX: number = Number.MAX_SAFE_INTEGER;

function firsts(table: Readonly<Record<string, readonly (number | string)[]>>) {
  return Object.fromEntries(Object.entries(table).map(([name, [value]]) => [name, value]));
}

const DEFAULTS = {
  ...firsts(INTEGERS),
  ...firsts(SIZES),
  ...SWITCHES,
  ...firsts(CHOICES),
  ...TEXTS,
} as unknown as Settings;

/** Every name CONFIG answers to, with the parameter that it stands for, in alphabetical order. */
export const CONFIG_NAMES: ReadonlyMap<string, ParameterName> = new Map(
  [
    ...(Object.keys(DEFAULTS) as ParameterName[]).map((name) => [name, name] as const),
    ...Object.entries(ALIASES),
  ].sort(([one], [other]) => (one < other ? -1 : 1)),
);

export function defaultSettings(given: SettingsInput = {}): Settings {
  return { ...DEFAULTS, ...given };
}

/** The value as CONFIG GET writes it. */
export function settingText(value: number | string): string {
  if (typeof value === 'string' || value < 2 ** 63) return String(value);
  // The nearest double of the last number of 63 or 64 bits is the power that comes after it.
  return value === 2 ** 63 || value === 2 ** 64
    ? String(BigInt(value) - 1n)
    : String(BigInt(value));
}
