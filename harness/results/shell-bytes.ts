/** Bytes as a shell writes them: `printf` formats for bash. Strings here hold one byte a char. */

/** A command as it goes over the wire. */
export function commandBytes(argv: readonly string[]): string {
  return `*${argv.length}\r\n${argv.map((part) => `$${part.length}\r\n${part}\r\n`).join('')}`;
}

/** A single-quoted format that makes bash's printf write exactly these bytes. */
export function printfFormat(bytes: string): string {
  // A leading dash would be read as an option.
  return `'${bytes.replace(/^-|['%\\]|[^ -~]/g, escapeChar)}'`;
}

/** A single-quoted word of the shell for one line of text that people read. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function escapeChar(char: string): string {
  if (char === '%') return '%%';
  if (char === '\\') return '\\\\';
  if (char === '\r') return '\\r';
  if (char === '\n') return '\\n';
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
