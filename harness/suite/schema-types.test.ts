import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GENERATED, schemaTypes } from './schema-types.ts';

describe('generated types', () => {
  it.each(GENERATED)('$types are what their schema says (run `npm run types`)', async (one) => {
    expect(await readFile(one.types, 'utf8')).toBe(await schemaTypes(one.schema));
  });
});
