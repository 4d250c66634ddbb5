/** Commands as redis-cli reads them from its standard input: one a line, arguments quoted its way. */

/** The line that makes redis-cli send exactly these arguments. */
export function redisCliLine(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

/**
 * Words that redis-cli 7.0 and 8.x act on themselves instead of sending them; a leading number
 * means "repeat". Quoting does not help: `"help"` prints the help too. SUBSCRIBE and MONITOR make
 * it wait for ever.
 */
const OWN_WORDS =
  /^(?:quit|exit|help|\?|clear|connect|restart|:.*|-?\d+|[ps]?subscribe|monitor|psync|sync)$/i;

export function isRedisCliWord(argv: readonly string[]): boolean {
  return argv[0] === undefined || argv[0] === '' || OWN_WORDS.test(argv[0]);
}

/** The lines as the standard input of a command; nothing in them is expanded by the shell. */
export function heredoc(command: string, lines: readonly string[]): string {
  let end = 'EOF';
  while (lines.includes(end)) end += '_';
  return [`${command} <<'${end}'`, ...lines, end].join('\n');
}

const PLAIN = /^[\w.:@%+,=/<>()[\]{}*!?|&;$~^#`-]+$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\x07': '\\a',
};

function quote(argument: string): string {
  if (PLAIN.test(argument)) return argument;
  return `"${argument.replace(/["\\]|[^ -~]/g, (char) => ESCAPES[char] ?? hex(char))}"`;
}

function hex(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
