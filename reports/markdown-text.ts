/** Text of servers and users made safe for Markdown: it shows as it is and changes no structure. */

/** Inline code. Pipes would end a table's cell even in code. */
export function code(text: string): string {
  const inner = text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  const ticks = fenceFor(inner, 1);
  return ticks === '`' ? `\`${inner}\`` : `${ticks} ${inner} ${ticks}`;
}

/** Running text. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>&|#]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A code block whose fence is longer than any in the text. */
export function fence(language: string, text: string): string {
  const ticks = fenceFor(text, 3);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(longest < least ? least : longest + 1);
}
