/** The explorer with a result document in it: one file that opens without a server. */
import type { ResultDocument } from '../harness/results/document.generated.ts';
import { shareEvidence } from '../harness/results/shared-evidence.ts';

/** Where the built explorer (`reports/explorer`) expects its data. */
const PLACEHOLDER = '<script type="application/json" id="samewire-results"></script>';

/** `template` is the built explorer; it must have the place for the data exactly once. */
export function html(document: ResultDocument, template: string): string {
  const [before, after, ...more] = template.split(PLACEHOLDER);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`The explorer's template must contain exactly once: ${PLACEHOLDER}`);
  }
  const [open, close] = PLACEHOLDER.split('></');
  return `${before}${open}>${safeJson(document)}</${close}${after}`;
}

/** JSON that cannot end the element it stands in: `</script>` and `<!--` need their `<`. */
function safeJson(document: ResultDocument): string {
  return JSON.stringify(shareEvidence(document)).replaceAll('<', '\\u003c');
}
