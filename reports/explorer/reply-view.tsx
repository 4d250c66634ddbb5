import type { Seen } from '../../harness/results/document.generated.ts';
import { escapeBytes } from '../bytes.ts';

/** One side of a difference: in words, as a typed value, as bytes. */
export function ReplyView({ who, seen }: { readonly who: string; readonly seen: Seen }) {
  const { says, value, bytes, omitted, pushes } = seen;
  return (
    <dl class="reply">
      <dt class="who">{who}</dt>
      <dd class="says">{says}</dd>
      {value !== undefined && (
        <>
          <dt>value</dt>
          <dd>{notation(value)}</dd>
        </>
      )}
      {bytes !== undefined && (
        <>
          <dt>bytes</dt>
          <dd>{escapeBytes(bytes, omitted)}</dd>
        </>
      )}
      {pushes !== undefined && pushes.length > 0 && (
        <>
          <dt>pushes</dt>
          <dd>{pushes.map(notation).join('\n')}</dd>
        </>
      )}
    </dl>
  );
}

/** The value in suite notation, on one line, in YAML's flow style. */
function notation(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(notation).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${notation(inner)}`);
  return `{ ${entries.join(', ')} }`;
}
