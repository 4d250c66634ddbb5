import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('docs/reference-server.md shows the example as it is tested here', async () => {
  const example = await read('example.test.ts');
  const shown = example.replace("'./create-server.ts'", "'samewire/reference'");
  expect(await read('../../docs/reference-server.md')).toContain(`\`\`\`ts\n${shown}\`\`\``);
});
