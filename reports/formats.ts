/**
 * The table of reports: a word for `--report`, and what makes the text. Everything here is pure; who
 * asks for a report decides about width, colour and files.
 */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Palette } from './palette.ts';
import { terminal } from './terminal.ts';

/** All that any report needs to know besides the document. */
export interface ReportSetting {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Palette;
  /** The built explorer, as text. */
  readonly explorer: string;
}

export interface Format {
  /** What the file is called where a report goes to a folder. */
  readonly file: string;
  readonly render: (document: ResultDocument, setting: ReportSetting) => string;
}

export const FORMATS: Readonly<Record<'terminal' | 'markdown' | 'html' | 'json', Format>> = {
  terminal: { file: 'samewire.txt', render: terminal },
  markdown: { file: 'samewire.md', render: (document) => markdown(document) },
  html: { file: 'samewire.html', render: (document, { explorer }) => html(document, explorer) },
  json: { file: 'samewire.summary.json', render: json },
};
