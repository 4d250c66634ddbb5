/** What a script or a function declares about itself. */

export const SCRIPT_FLAGS = [
  'no-writes',
  'allow-oom',
  'allow-stale',
  'no-cluster',
  'allow-cross-slot-keys',
] as const;

export type ScriptFlag = (typeof SCRIPT_FLAGS)[number];

/** `undefined` for a script that declares nothing: it is treated as scripts were before 7.0. */
export type DeclaredFlags = ReadonlySet<ScriptFlag> | undefined;

export function isScriptFlag(word: string): word is ScriptFlag {
  return (SCRIPT_FLAGS as readonly string[]).includes(word);
}
