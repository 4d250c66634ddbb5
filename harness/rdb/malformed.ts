/** Thrown by the readers of this folder: the bytes are not what they are said to be. */
export class MalformedValue extends Error {
  override readonly name = 'MalformedValue';
}

/** Throws; typed so that it can stand where a value is wanted. */
export function malformed(problem: string): never {
  throw new MalformedValue(problem);
}
