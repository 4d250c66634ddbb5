/** What is on the page, as the URL's hash keeps it: a link shows a colleague the same thing. Pure. */
import type { ResultRow } from '../../harness/results/document.generated.ts';

export interface Opened {
  /** A group, a suite or a case. */
  readonly id: string;
  readonly target: string;
  /** Which of a case's rows: `plain2`, `multi3`; the worst unless told. */
  readonly row?: string;
}

export interface ViewState {
  readonly text: string;
  /** Outcomes and rungs to show; all when empty. */
  readonly show: readonly string[];
  /** Two targets that must not agree; each may be chosen before the other. */
  readonly pair: readonly [string, string];
  readonly protocol?: ResultRow['protocol'] | undefined;
  readonly context?: ResultRow['context'] | undefined;
  /** Rows whose folding is not the default. */
  readonly toggled: readonly string[];
  readonly opened?: Opened | undefined;
}

export const INITIAL: ViewState = { text: '', show: [], pair: ['', ''], toggled: [] };

/** Whether cases are filtered by more than what is judged: then the matrix is shown unfolded. */
export function isFiltering({ text, show, pair }: ViewState): boolean {
  return text.trim() !== '' || show.length > 0 || isPair(pair);
}

export function isPair([a, b]: ViewState['pair']): boolean {
  return a !== '' && b !== '' && a !== b;
}

export function toHash(state: ViewState): string {
  const { text, show, pair, protocol, context, toggled, opened } = state;
  const fields: [string, string][] = [
    ['text', text],
    ['show', show.join(' ')],
    ['pair', pair.every((name) => name === '') ? '' : pair.join(' ')],
    ['protocol', protocol === undefined ? '' : String(protocol)],
    ['context', context ?? ''],
    ['fold', toggled.join(' ')],
    ['id', opened?.id ?? ''],
    ['target', opened?.target ?? ''],
    ['row', opened?.row ?? ''],
  ];
  return String(new URLSearchParams(fields.filter(([, value]) => value !== '')));
}

/** Reads what it can; a hash that people edited never breaks the page. */
export function fromHash(hash: string): ViewState {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const read = (name: string) => fields.get(name) ?? '';
  const [first = '', second = ''] = read('pair').split(' ');
  const protocol = PROTOCOLS.find((each) => String(each) === read('protocol'));
  const context = CONTEXTS.find((each) => each === read('context'));
  const opened = { id: read('id'), target: read('target') };
  return {
    text: read('text'),
    show: words(read('show')),
    pair: [first, second],
    toggled: words(read('fold')),
    ...(protocol && { protocol }),
    ...(context && { context }),
    ...(opened.id !== '' && {
      opened: read('row') === '' ? opened : { ...opened, row: read('row') },
    }),
  };
}

export const PROTOCOLS: readonly ResultRow['protocol'][] = [2, 3];
export const CONTEXTS: readonly ResultRow['context'][] = [
  'plain',
  'pipeline',
  'multi',
  'script',
  'pcall',
];

/** The name of a row in the hash. */
export function rowKey({ context, protocol }: Pick<ResultRow, 'context' | 'protocol'>): string {
  return `${context}${protocol}`;
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
