/**
 * Writes the types of our JSON documents from their schemas: `npm run types`.
 *
 * A unit test compares what is checked in with what this says, so schema and types never part.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

interface Generated {
  readonly schema: URL;
  readonly types: URL;
}

export const GENERATED: readonly Generated[] = [
  {
    schema: new URL('../../suites/schema/suite.schema.json', import.meta.url),
    types: new URL('./suite-file.generated.ts', import.meta.url),
  },
  {
    schema: new URL('../results/results.schema.json', import.meta.url),
    types: new URL('../results/document.generated.ts', import.meta.url),
  },
  {
    schema: new URL('../../suites/schema/holes.schema.json', import.meta.url),
    types: new URL('../coverage/holes-file.generated.ts', import.meta.url),
  },
];

/** The TypeScript that belongs to the schema at this address. */
export async function schemaTypes(address: URL): Promise<string> {
  const name = address.pathname.slice(address.pathname.lastIndexOf('/') + 1);
  const schema = JSON.parse(await readFile(address, 'utf8'), bareReference) as JSONSchema;
  return compile(schema, name, {
    bannerComment: `// Generated from ${name} by \`npm run types\`; do not edit.`,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
}

/** Words beside a `$ref` (a description, an example) would make the generator copy the whole type. */
function bareReference(_: string, value: unknown): unknown {
  return value instanceof Object && '$ref' in value ? { $ref: value.$ref } : value;
}

if (import.meta.main) {
  for (const { schema, types } of GENERATED) await writeFile(types, await schemaTypes(schema));
}
