/** The byte that begins a value and says how the rest is to be read. */
export const OPCODE = {
  string: 0,
  list: 1,
  set: 2,
  /** Scores as text. */
  zset: 3,
  hash: 4,
  /** Scores as doubles. */
  zset2: 5,
  listZiplist: 10,
  setIntset: 11,
  zsetZiplist: 12,
  hashZiplist: 13,
  /** Nodes are ziplists. */
  listQuicklist: 14,
  stream: 15,
  hashListpack: 16,
  zsetListpack: 17,
  /** Nodes are listpacks, or one large element each. */
  listQuicklist2: 18,
  /** With counts of what was added and read. */
  stream2: 19,
  setListpack: 20,
  /** With the times at which consumers were active. */
  stream3: 21,
} as const;

/** What a node of a `listQuicklist2` is. */
export const NODE = { plain: 1, packed: 2 } as const;
