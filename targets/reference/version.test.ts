import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inProcess } from './testing/in-process.ts';
import { SAMEWIRE_VERSION } from './version.ts';

it('is the version of the package', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(SAMEWIRE_VERSION).toBe(manifest.version);
});

it('is told by INFO, beside what the server is level with', () => {
  const info = inProcess().connect().send('INFO server');
  expect(info).toContain('server_name:samewire-reference\r\n');
  expect(info).toContain(`samewire_version:${SAMEWIRE_VERSION}\r\n`);
  expect(info).toContain('redis_version:7.2.4\r\n');
});
