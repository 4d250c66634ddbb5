/**
 * The notation in which a command's arguments are written down: `key [NX | XX] (field value)...
 * [EX seconds:integer]`. Capital words are tokens; a token is followed by the argument that it
 * introduces. `:type` follows a name, the type of a bare name being string. `[]` is optional, `()` groups,
 * `|` chooses, `...` repeats, `...+` repeats together with the token.
 */

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly token?: string;
  readonly optional?: true;
  readonly multiple?: true;
  readonly multipleToken?: true;
  readonly arguments?: readonly Argument[];
}

const WORDS = /\.\.\.\+?|[[\]()|]|""|[^\s[\]()|.]+/g;
const KEY_NAMES = /^(?:key[0-9]?|source|destination|newkey)$/;
const TOKEN = /^(?:[A-Z][A-Z0-9_-]*|""|\*|#|=|~|\$)$/;

class Words {
  readonly #words: readonly string[];
  #index = 0;

  constructor(usage: string) {
    this.#words = usage.match(WORDS) ?? [];
  }

  get next(): string | undefined {
    return this.#words[this.#index];
  }

  take(): string | undefined {
    const word = this.#words[this.#index];
    this.#index += 1;
    return word;
  }

  /** Takes the word if it comes next. */
  accept(word: string): boolean {
    if (this.next !== word) return false;
    this.#index += 1;
    return true;
  }
}

/** The arguments that a usage describes; throws on a usage that does not follow the notation. */
export function parseUsage(usage: string): readonly Argument[] {
  const words = new Words(usage);
  const found = sequence(words);
  if (words.next !== undefined) throw new Error(`unexpected ${words.next} in usage: ${usage}`);
  return found;
}

function sequence(words: Words): Argument[] {
  const found: Argument[] = [];
  while (words.next !== undefined && !['|', ')', ']'].includes(words.next)) found.push(one(words));
  return found;
}

function one(words: Words): Argument {
  const word = words.take() ?? '';
  if (word === '[') return { ...repeated(words, group(words, ']')), optional: true };
  if (word === '(') return repeated(words, group(words, ')'));
  if (TOKEN.test(word)) return introducedBy(word, words);
  return repeated(words, named(word));
}

function introducedBy(token: string, words: Words): Argument {
  const { next } = words;
  const introduces =
    next !== undefined && !['|', ')', ']', '['].includes(next) && !TOKEN.test(next);
  if (!introduces) return { name: token.toLowerCase(), type: 'pure-token', token };
  return { ...one(words), token };
}

function named(word: string): Argument {
  const [name = '', type = KEY_NAMES.test(word) ? 'key' : 'string'] = word.split(':');
  return { name, type };
}

/** What stands between brackets: one argument, a choice, or a block. */
function group(words: Words, close: string): Argument {
  const choices = [sequence(words)];
  while (words.accept('|')) choices.push(sequence(words));
  if (!words.accept(close)) throw new Error(`missing ${close} in a usage`);
  const made = choices.map((choice) => block(choice));
  const [only] = made;
  if (only !== undefined && made.length === 1) return repeated(words, only);
  return repeated(words, { name: nameOf(made), type: 'oneof', arguments: made });
}

function block(parts: readonly Argument[]): Argument {
  const [only] = parts;
  return only !== undefined && parts.length === 1
    ? only
    : { name: nameOf(parts), type: 'block', arguments: parts };
}

function nameOf(parts: readonly Argument[]): string {
  return parts.map((part) => part.name).join('-');
}

function repeated(words: Words, argument: Argument): Argument {
  if (words.accept('...+')) return { ...argument, multiple: true, multipleToken: true };
  return words.accept('...') ? { ...argument, multiple: true } : argument;
}
