/**
 * Where the reference departs from one of the servers, knowingly. Behind a write that is excluded
 * the rest of the sequence is not compared with that server: what is stored may be something else.
 */
import type { ByteString, Reply } from '../../../harness/wire/reply.ts';

export interface Exclusion {
  readonly servers: readonly ('redis@7.0' | 'redict@7.3')[];
  readonly commands: readonly string[];
  readonly when?: (asked: {
    readonly argv: readonly ByteString[];
    readonly ours: Reply;
    readonly theirs: Reply;
  }) => boolean;
  readonly why: string;
}

export const EXCLUSIONS: readonly Exclusion[] = [
  {
    servers: ['redis@7.0'],
    commands: ['object|encoding'],
    when: ({ theirs }) =>
      theirs.type === 'bulk' && ['quicklist', 'hashtable'].includes(theirs.text),
    why: 'since 7.2 small lists and sets are listpacks',
  },
];

export function isExcluded(
  server: string,
  command: string,
  asked: { argv: readonly ByteString[]; ours: Reply; theirs: Reply },
): boolean {
  return EXCLUSIONS.some(
    ({ servers, commands, when }) =>
      (servers as readonly string[]).includes(server) &&
      commands.includes(command) &&
      (when === undefined || when(asked)),
  );
}
