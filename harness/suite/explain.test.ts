import { describe, expect, it } from 'vitest';
import { compileSuite } from './compile.ts';
import { explain, explanations, nearestExplained } from './explain.ts';

describe('explanations', () => {
  it.each(explanations())('of `$word` in a $where has a sentence and an example', (explanation) => {
    expect(explanation.meaning).toMatch(/^\S.*\.$/);
    expect(explanation.examples).not.toEqual([]);
  });

  it('have one entry for each place of a word', () => {
    const keys = explanations().map(({ word, where }) => `${where} ${word}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(explain('since').map(({ where }) => where)).toEqual(['suite', 'case']);
  });

  const replies = explanations().filter(({ where }) => where === 'reply');
  it.each(replies.flatMap(({ examples }) => examples))(
    'show a reply that compiles: %s',
    (example) => {
      expect(problems(`{ send: [GET, key], reply: ${example} }`)).toEqual([]);
    },
  );

  const steps = explanations().filter(({ where }) => where === 'step');
  const own = ['send', 'raw', 'silent', 'until', 'fill', 'closed'];
  it.each(steps.filter(({ word }) => own.includes(word)).flatMap(({ examples }) => examples))(
    'show a step that compiles: %s',
    (example) => {
      expect(problems(`{ ${example} }`)).toEqual([]);
    },
  );
});

describe('explain', () => {
  it('has nothing to say of a word that there is not, and knows a near one', () => {
    expect(explain('unorderd')).toEqual([]);
    expect(nearestExplained('unorderd')).toBe('unordered');
    expect(nearestExplained('zzzzzzzz')).toBeUndefined();
  });
});

function problems(step: string): string[] {
  const text = `suite: get
title: GET
commands: [get]
cases:
  - case: only
    steps:
      - [GET, key]
      - ${step}
`;
  const source = { file: 'get.yaml', group: 'string', name: 'get', text, digest: 'sha256:00' };
  const result = compileSuite(source);
  return result.kind === 'errors' ? result.errors.map(({ message }) => message) : [];
}
