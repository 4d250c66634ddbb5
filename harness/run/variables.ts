/** What a case keeps from replies (`save`) and puts into later arguments (`${name}`). Pure. */
import type { Argument, Save } from '../suite/case.ts';
import type { ByteString, Reply } from '../wire/reply.ts';

export type Variables = ReadonlyMap<string, ByteString>;

/** The arguments with their holes filled; a hole without a value stays visible as it was written. */
export function fillIn(argv: readonly Argument[], variables: Variables): ByteString[] {
  return argv.map((argument) =>
    typeof argument === 'string'
      ? argument
      : argument
          .map((part) =>
            typeof part === 'string' ? part : (variables.get(part.hole) ?? `\${${part.hole}}`),
          )
          .join(''),
  );
}

/** The parts of a reply that a step keeps. A path that leads nowhere keeps nothing. */
export function saved(save: Save, reply: Reply): [name: string, value: ByteString][] {
  return Object.entries(save).flatMap(([name, path]): [string, ByteString][] => {
    const value = scalarText(path.reduce<Reply | undefined>(child, reply));
    return value === undefined ? [] : [[name, value]];
  });
}

function child(reply: Reply | undefined, index: number): Reply | undefined {
  if (reply === undefined) return undefined;
  if ('items' in reply) return reply.items[index];
  return 'entries' in reply ? reply.entries.flat()[index] : undefined;
}

function scalarText(reply: Reply | undefined): ByteString | undefined {
  if (reply === undefined) return undefined;
  if ('text' in reply) return reply.text;
  return reply.type === 'integer' ? String(reply.value) : undefined;
}
