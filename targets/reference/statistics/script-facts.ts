/** What INFO and MEMORY STATS tell about scripts and functions. */
export interface ScriptFacts {
  readonly cached: number;
  readonly cachedBytes: number;
  readonly functions: number;
  readonly libraries: number;
  readonly functionBytes: number;
}

export const NO_SCRIPTS: ScriptFacts = {
  cached: 0,
  cachedBytes: 0,
  functions: 0,
  libraries: 0,
  functionBytes: 0,
};
