/** Bytes (one a char) as people read them in evidence: printable ASCII, `\r\n`, `\x00`. */
export function escapeBytes(bytes: string, omitted = 0): string {
  const text = bytes.replace(/\\|[^ -~]/g, (char) => NAMED[char] ?? hex(char));
  return omitted === 0 ? text : `${text} … and ${omitted} bytes more`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
};

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
