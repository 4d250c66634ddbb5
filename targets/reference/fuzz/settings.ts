/** How servers are set up to meet more in few commands. */
import type { SettingsInput } from '../config.ts';

/** Encodings change when a handful is stored; both sides have these. */
const NARROW = {
  'hash-max-listpack-entries': 5,
  'list-max-listpack-size': 4,
  'set-max-intset-entries': 3,
  'zset-max-listpack-entries': 5,
  'stream-node-max-entries': 4,
} satisfies SettingsInput;

/** Of 7.2. */
const NARROW_SETS = { 'set-max-listpack-entries': 6 } satisfies SettingsInput;

export const REFERENCE_SETTINGS: SettingsInput = { ...NARROW, ...NARROW_SETS };

/** Blocking commands end their short waits at once, not at the next of ten ticks in a second. */
export function configOf(version: string): Readonly<Record<string, string>> {
  const narrow = version === '7.0' ? NARROW : REFERENCE_SETTINGS;
  const words = Object.entries(narrow).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(words), hz: '500', 'dynamic-hz': 'no' };
}
