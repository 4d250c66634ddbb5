import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_NAMES } from './config.ts';
import { compileGlob } from './glob.ts';

const HERE = new URL('.', import.meta.url);
const page = readFileSync(new URL('../../docs/reference-server.md', HERE), 'utf8');
const section = page.split('## Parameters that are only kept')[1]?.split('\n## ')[0] ?? '';
const globs = [...section.matchAll(/`([a-z*][a-z*-]*)`/g)]
  .map(([, glob = '']) => glob)
  .filter((glob) => glob !== 'no');
const parameters = [...new Set(CONFIG_NAMES.values())];

/** Where a parameter may be meant, as opposed to listed, read or checked. */
const source = readdirSync(HERE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => !/^(?:parameters|setting-|config-file)/.test(file))
  .map((file) => readFileSync(new URL(file, HERE), 'utf8'))
  .join('\n');

describe('the list of parameters that are only kept', () => {
  it.each(globs)('%s is one', (glob) => {
    expect(parameters.some(compileGlob(glob))).toBe(true);
  });

  const kept = globs.map((glob) => compileGlob(glob));
  it.each(parameters.filter((name) => !kept.some((matches) => matches(name))))(
    'does not have %s, which is obeyed',
    (name) => {
      const spellings = [`'${name}'`, `settings.${name}`, `{ ${name}, `];
      expect(spellings.some((spelling) => source.includes(spelling))).toBe(true);
    },
  );
});
