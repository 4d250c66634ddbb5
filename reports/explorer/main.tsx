/**
 * The explorer: a page that holds one result document and lets a person ask it questions.
 * Everything that judges or counts is a pure module of `reports`; here it is only drawn.
 */
import { render } from 'preact';
import type { ResultDocument } from '../../harness/results/document.generated.ts';
import { unshareEvidence } from '../../harness/results/shared-evidence.ts';
import { App } from './app.tsx';
import './style.css';

const data = document.getElementById('samewire-results')?.textContent ?? '';
const root = document.getElementById('app');
if (root !== null) {
  root.textContent = '';
  // The build leaves the place for the data empty; a report has a document in it.
  if (data === '') render(<p class="notice">This page holds no results yet.</p>, root);
  else render(<App document={unshareEvidence(JSON.parse(data) as ResultDocument)} />, root);
}
