/** What INFO and MEMORY STATS tell about scripts and functions. */
export interface ScriptFacts {
  readonly cached: number;
  readonly cachedBytes: number;
  readonly functions: number;
  readonly libraries: number;
  readonly functionBytes: number;
}
