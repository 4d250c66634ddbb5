/**
 * What the suites say of versions, held to what live servers list: a command that a server has is not
 * absent from it in every case, and one that it has not is claimed of it by none.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveTargets } from '../targets/auto.ts';
import { loadCatalog } from '../targets/catalog-files.ts';
import { createDrivers } from '../targets/drivers.ts';
import { identify } from '../targets/identity.ts';
import { surveyMachine } from '../targets/survey.ts';
import { testSettings } from '../targets/testing/settings.ts';
import { lacking } from './compare/lacking.ts';
import { predates } from './compare/since.ts';
import { ask } from './run/ask.ts';
import { LIMITS } from './run/limits.ts';
import { listedCommands } from './run/listed-commands.ts';
import type { Case } from './suite/case.ts';
import { claimsError } from './suite/claims-error.ts';
import { readSuites } from './suite/read-suites.ts';

const TARGETS = [
  ...['redis@6.0', 'redis@7.0', 'redis@8.0', 'redis@8.6'],
  ...['valkey@8.0', 'valkey@8.1', 'valkey@9.1', 'redict@7.3'],
].map((name) => `debian:${name}`);

/** 6.0 answers QUIT before it looks commands up. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = { 'debian:redis@6.0': ['QUIT'] };

const catalog = await loadCatalog();
const settings = testSettings(process.env);
const machine = await surveyMachine(catalog, settings);
const drivers = createDrivers(catalog, settings);
const suites = await readSuites([join(import.meta.dirname, '..', 'suites')]);
const cannot = machine.debian.why ?? '';

/** The cases that send a command, by its name as COMMAND lists it. */
const casesOf = Map.groupBy(
  suites.flatMap(({ commands, cases }) =>
    commands.flatMap((command) =>
      cases.filter((subject) => sends(subject, command)).map((subject) => ({ command, subject })),
    ),
  ),
  ({ command }) => command,
);

function sends({ steps }: Case, command: string): boolean {
  const [name, sub] = command.split('|');
  return steps.some((step) => {
    const words = 'command' in step ? step.command.argv : [];
    const [first, second] = words.map((word) => (typeof word === 'string' ? word : ''));
    return first?.toLowerCase() === name && (sub === undefined || second?.toLowerCase() === sub);
  });
}

describe.skipIf(cannot !== '')(`since ${cannot}`, () => {
  it.each(TARGETS)('agrees with what %s lists', async (word) => {
    const [spec] = resolveTargets([word], catalog, machine).specs;
    if (spec === undefined) throw new Error(`no ${word}`);
    await using target = await drivers[spec.driver].start(spec, {});
    const listed = await listedCommands(target.address, LIMITS);
    const [info] = await ask(target.address, 0, LIMITS, [['INFO', 'server']]);
    const identity = identify(info !== undefined && 'text' in info ? info.text : '', catalog);
    if (identity === undefined) throw new Error(`${word} is nobody we know`);
    expect(listed.size).toBeGreaterThan(200);

    const deniedThoughListed = [...casesOf].filter(
      ([command, cases]) =>
        listed.has(command) && cases.every(({ subject }) => predates(identity, subject.since)),
    );
    expect(deniedThoughListed.map(([command]) => command)).toEqual([]);

    const own = suites.flatMap(({ commands, cases }) =>
      cases
        .filter((subject) => !predates(identity, subject.since))
        // Such a case may speak of a command because it is not there.
        .filter(({ steps }) => !steps.some((step) => claimsError(step, 2)))
        .flatMap((subject) =>
          lacking(subject, listed).map((name) => ({ name, subject, commands })),
        ),
    );
    const claimedThoughNotListed = own.filter(
      ({ name, commands }) =>
        !UNLISTED[word]?.includes(name) && commands.includes(name.toLowerCase().replace(' ', '|')),
    );
    expect(claimedThoughNotListed.map(({ name, subject }) => `${name}: ${subject.id}`)).toEqual([]);
  });
});
