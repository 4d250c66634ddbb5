/** The options of SORT and SORT_RO. */
import type { ByteString } from '../../../../../harness/wire/reply.ts';
import { at, integerOf, Tail } from '../../../arguments.ts';
import { refuse, SYNTAX_ERROR } from '../../../errors.ts';

export interface SortOptions {
  /** The whole command, to ask whether its user may follow patterns. */
  readonly argv: readonly ByteString[];
  readonly key: ByteString;
  readonly descending: boolean;
  readonly alpha: boolean;
  readonly limit?: { readonly offset: number; readonly count: number };
  readonly by?: ByteString;
  readonly get: readonly ByteString[];
  readonly store?: ByteString;
}

export function sortOptionsOf(
  argv: readonly ByteString[],
  { mayStore }: { mayStore: boolean },
): SortOptions {
  const tail = new Tail(argv, 2);
  let options: SortOptions = { argv, key: at(argv, 1), descending: false, alpha: false, get: [] };
  while (tail.more) options = { ...options, ...optionOf(tail, options, mayStore) };
  return options;
}

function optionOf(tail: Tail, sofar: SortOptions, mayStore: boolean): Partial<SortOptions> {
  const option = tail.word();
  switch (option) {
    case 'ASC':
    case 'DESC':
      return { descending: option === 'DESC' };
    case 'ALPHA':
      return { alpha: true };
    case 'LIMIT': {
      const [offset, count] = [tail.value(), tail.value()];
      return { limit: { offset: integerOf(offset), count: integerOf(count) } };
    }
    case 'BY':
      return { by: tail.value() };
    case 'GET':
      return { get: [...sofar.get, tail.value()] };
    case 'STORE':
      return mayStore ? { store: tail.value() } : refuse(SYNTAX_ERROR);
    default:
      return refuse(SYNTAX_ERROR);
  }
}

/** The key that STORE names, for COMMAND GETKEYS; a later one counts. */
export function storeKeyOf(argv: readonly ByteString[]): ByteString | undefined {
  const values: Readonly<Record<string, number>> = { LIMIT: 2, GET: 1, BY: 1, STORE: 1 };
  let store: ByteString | undefined;
  for (let index = 2; index < argv.length; index += 1) {
    const option = (argv[index] ?? '').toUpperCase();
    if (option === 'STORE') store = argv[index + 1] ?? store;
    index += values[option] ?? 0;
  }
  return store;
}
