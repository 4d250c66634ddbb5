import { describe, expect, it } from 'vitest';
import { parseUsage } from './argument-grammar.ts';
import { categoriesOf } from './command-replies.ts';
import { CommandTable } from './command-table.ts';
import { families } from './commands/families.ts';
import { findKeys, legacyRange } from './find-keys.ts';

const table = new CommandTable(families);
const commands = [...table.all()].map((command) => ({ name: command.fullName, command }));

describe('the command table', () => {
  it('has every name once', () => {
    const names = families.flatMap((family) => Object.keys(family));
    expect(names.length).toBe(new Set(names).size);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  it.each(commands)('$name has a usage that fits its arity', ({ command }) => {
    const words = parseUsage(command.facts.usage ?? '');
    const required = words.filter((argument) => !argument.optional).length;
    const named = command.fullName.includes('|') ? 2 : 1;
    expect(Math.abs(command.facts.arity)).toBeGreaterThanOrEqual(named);
    if (command.facts.arity === named) expect(words).toEqual([]);
    expect(required === 0 || Math.abs(command.facts.arity) > named).toBe(true);
  });

  it.each(commands)('$name says what it does and since when', ({ command: { facts } }) => {
    expect(facts.summary).toMatch(/^[A-Z].*\.$/);
    expect(facts.since).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(commands)('$name has keys where its arguments have them', ({ command }) => {
    const hasKeyArgument = JSON.stringify(parseUsage(command.facts.usage ?? '')).includes(
      '"type":"key"',
    );
    // Shard channels are found like keys and are none.
    const keys = command.facts.keys?.filter(({ flags }) => !flags.includes('not_key')) ?? [];
    expect(hasKeyArgument).toBe(keys.length > 0);
    expect(command.flags.has('write') && command.flags.has('readonly')).toBe(false);
  });

  it.each(commands)('$name is fast or slow', ({ command }) => {
    const categories = categoriesOf(command);
    expect(categories.includes('fast')).not.toBe(categories.includes('slow'));
  });
});

describe('keys', () => {
  it.each([
    ['GET a', ['a']],
    ['MSET a 1 b 2', ['a', 'b']],
    ['DEL a b c', ['a', 'b', 'c']],
    ['RENAME a b', ['a', 'b']],
    ['OBJECT ENCODING a', ['a']],
    ['BLPOP a b 0', ['a', 'b']],
    ['LMPOP 2 a b LEFT', ['a', 'b']],
    ['LMPOP 3 a b LEFT', ['a', 'b', 'LEFT']],
    ['LMPOP 9 a b LEFT', 'invalid'],
    ['LMPOP x a b LEFT', 'invalid'],
    ['PING', []],
  ])('of %s', (line, keys) => {
    const argv = line.split(' ');
    const facts = table.find(argv)?.facts;
    const found = facts === undefined ? 'invalid' : findKeys(facts, argv);
    expect(found === 'invalid' ? found : found.map(({ key }) => key)).toEqual(keys);
  });

  it.each([
    ['get', [1, 1, 1]],
    ['mset', [1, -1, 2]],
    ['rename', [1, 2, 1]],
    ['blpop', [1, -2, 1]],
    ['ping', [0, 0, 0]],
  ])('of %s in the form that COMMAND had before 7.0', (name, range) => {
    expect(legacyRange(table.byName(name)?.facts ?? expect.fail())).toEqual(range);
  });
});
