import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeBytes } from './bytes.ts';
import { heading } from './heading.ts';
import { clip, columns, wrap } from './text.ts';
import { compareVersions, newestTargets } from './versions.ts';

describe('wrap', () => {
  it('keeps all words in order and every line that can be within the width', () => {
    const words = fc.array(fc.stringMatching(/^\S{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (all, width) => {
        const lines = wrap(all.join(' '), width, '> ', '  ');
        expect(lines.map((line) => line.slice(2)).join(' ')).toBe(all.join(' '));
        expect(lines.every((line) => columns(line) <= width)).toBe(true);
      }),
    );
  });

  it('does not cut a word that is wider than the line', () => {
    expect(wrap('a unbreakable b', 5)).toEqual(['a', 'unbreakable', 'b']);
  });
});

describe('clip', () => {
  it.each([
    ['redis', 5, 'redis'],
    ['dragonfly', 5, 'drag…'],
    ['𝄞𝄞𝄞', 2, '𝄞…'],
  ])('%s to %d columns', (text, width, clipped) => {
    expect(clip(text, width)).toBe(clipped);
  });
});

describe('heading', () => {
  it.each([
    ['reference', '', 'reference', ''],
    ['valkey@9.1', '', 'valkey', '9.1'],
    ['docker:valkey@9.1', 'docker', 'valkey', '9.1'],
    ['redis://host:6379/3', '', 'redis://host:6379/3', ''],
    ['process:/opt/server', '', 'process:/opt/server', ''],
  ])('%s', (name, via, product, version) => {
    expect(heading(name)).toEqual({ via, product, version });
  });
});

describe('versions', () => {
  it('compares number by number', () => {
    expect(['9.1.10', '9.1.9', '10.0', '9.1'].toSorted(compareVersions)).toEqual([
      '9.1',
      '9.1.9',
      '9.1.10',
      '10.0',
    ]);
  });

  it('knows the newest of each product', () => {
    const target = (product: string, version: string) => ({
      ...{ name: `${product}@${version}`, product, version, startedAs: '', identity: {} },
      driver: 'debian' as const,
    });
    const targets = [target('redis', '8.6'), target('redis', '8.10'), target('valkey', '9.1')];
    expect([...newestTargets(targets)]).toEqual(['redis@8.10', 'valkey@9.1']);
  });
});

describe('escapeBytes', () => {
  it('shows every byte in printable ASCII and says what was left out', () => {
    expect(escapeBytes('+OK\r\n')).toBe('+OK\\r\\n');
    expect(escapeBytes('\0\xff\\', 3)).toBe('\\x00\\xff\\\\ … and 3 bytes more');
  });
});
