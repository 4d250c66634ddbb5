import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { contentSecurityPolicy } from './content-security-policy.ts';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
    viteSingleFile(),
    contentSecurityPolicy(),
  ],
  build: {
    outDir: fileURLToPath(new URL('../../dist/reports/explorer', import.meta.url)),
    emptyOutDir: true,
    // What CSS light-dark() and Map.groupBy need.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    reportCompressedSize: false,
  },
});
