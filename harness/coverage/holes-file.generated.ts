// Generated from holes.schema.json by `npm run types`; do not edit.

export type Commands = Command | CommandList;
export type Command = string;
/**
 * @minItems 1
 */
export type CommandList = Command[];
export type Items = Item | ItemList;
export type Item = string;
/**
 * @minItems 1
 */
export type ItemList = Item[];

/**
 * What the suites leave out on purpose, each with its reason. A hole that a case fills is stale and fails `samewire suites coverage`.
 */
export interface HolesFile {
  holes: Hole[];
}
export interface Hole {
  command: Commands;
  what: Items;
  /**
   * A reason that a stranger would accept.
   */
  why: string;
}
