/** Words of an inline command, quoted as in redis-cli: `"…\n\xff"` with escapes, `'…'` without. */
import type { ByteString } from '../../harness/wire/reply.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
};

const BLANK = /[\s\0]/;

/** `undefined` when a quote is not closed, or closes in the middle of a word. */
export function splitInline(line: ByteString): readonly ByteString[] | undefined {
  const words: ByteString[] = [];
  let rest = line;
  for (;;) {
    rest = rest.replace(/^\s+/, '');
    if (rest === '' || rest.startsWith('\0')) return words;
    const word = takeWord(rest);
    if (word === undefined) return undefined;
    words.push(word.text);
    rest = rest.slice(word.length);
  }
}

function takeWord(line: ByteString): { text: ByteString; length: number } | undefined {
  let text = '';
  let index = 0;
  while (index < line.length) {
    const char = line.charAt(index);
    if (BLANK.test(char)) break;
    if (char !== '"' && char !== "'") {
      text += char;
      index += 1;
      continue;
    }
    const quoted = char === '"' ? takeDouble(line, index + 1) : takeSingle(line, index + 1);
    if (quoted === undefined) return undefined;
    const after = line.charAt(quoted.end);
    if (after !== '' && !/\s/.test(after)) return undefined;
    return { text: text + quoted.text, length: quoted.end };
  }
  return { text, length: index };
}

function takeDouble(line: ByteString, start: number) {
  let text = '';
  for (let index = start; index < line.length; index += 1) {
    const char = line.charAt(index);
    if (char === '"') return { text, end: index + 1 };
    if (char !== '\\' || index + 1 >= line.length) {
      text += char;
      continue;
    }
    const hex = /^\\x([0-9a-fA-F]{2})/.exec(line.slice(index, index + 4));
    if (hex !== null) {
      text += String.fromCharCode(Number.parseInt(hex[1] ?? '', 16));
      index += 3;
      continue;
    }
    index += 1;
    const escaped = line.charAt(index);
    text += ESCAPES[escaped] ?? escaped;
  }
  return undefined;
}

function takeSingle(line: ByteString, start: number) {
  let text = '';
  for (let index = start; index < line.length; index += 1) {
    const char = line.charAt(index);
    if (char === "'") return { text, end: index + 1 };
    if (char === '\\' && line.charAt(index + 1) === "'") {
      text += "'";
      index += 1;
      continue;
    }
    text += char;
  }
  return undefined;
}
