/** C's character classes in the "C" locale, as patterns name them: `%a`, `%d`, … */

const CLASSES: Readonly<Record<string, RegExp>> = {
  a: /[A-Za-z]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of control characters.
  c: /[\x00-\x1f\x7f]/,
  d: /[0-9]/,
  l: /[a-z]/,
  p: /[!-/:-@[-`{-~]/,
  s: /[ \t\n\v\f\r]/,
  u: /[A-Z]/,
  w: /[A-Za-z0-9]/,
  x: /[A-Fa-f0-9]/,
  z: /\0/,
};

/** By the code of a letter, whether each of the 256 bytes belongs; none where a letter names no class. */
const MEMBERS: readonly (Uint8Array | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  const members = CLASSES[letter.toLowerCase()];
  if (members === undefined) return undefined;
  const isComplement = letter !== letter.toLowerCase();
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    members.test(String.fromCharCode(byte)) !== isComplement ? 1 : 0,
  );
});

/** Whether a byte is what `%letter` means: a class, or the very byte. */
export function isOfClass(byte: number, letter: number): boolean {
  const members = MEMBERS[letter];
  return members === undefined ? byte === letter : members[byte] === 1;
}
