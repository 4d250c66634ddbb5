import { useEffect, useState } from 'preact/hooks';

/** How long the button says that it worked. */
const THANKS_MS = 1500;

export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const press = async () => setCopied(await copy(text));
  return (
    <button type="button" class="quiet copy" aria-live="polite" onClick={press}>
      {copied ? 'Copied' : 'Copy'}
    </button>
  );
}

/** A page opened as a file may be refused the clipboard; selecting a text field still works there. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
