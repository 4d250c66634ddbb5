import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Allows the page exactly its own inline script and style, by digest, and no request to anywhere.
 * A report holds what servers replied, so even a reply that became markup could not run or call home.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'samewire-content-security-policy',
    enforce: 'post',
    generateBundle: {
      // After the single-file plugin has put the script and the style into the page.
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          file.source = withPolicy(String(file.source));
        }
      },
    },
  };
}

function withPolicy(page: string): string {
  const scripts = digests(page, /<script type="module"[^>]*>([\s\S]*?)<\/script>/g);
  const styles = digests(page, /<style[^>]*>([\s\S]*?)<\/style>/g);
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src ${scripts}; style-src ${styles}`;
  return page.replace(
    '<meta charset="utf-8" />',
    (charset) =>
      `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

function digests(page: string, element: RegExp): string {
  const found = [...page.matchAll(element)].map(
    ([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  );
  return found.length === 0 ? "'none'" : found.join(' ');
}
