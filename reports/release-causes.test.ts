import { describe, expect, it } from 'vitest';
import type { Rung } from '../harness/results/document.generated.ts';
import { type Cause, causesOf } from './release-causes.ts';
import { compareReleases } from './release-changes.ts';
import { departure, different, releasesDocument, SAME, type TwoCells } from './testing/releases.ts';

function causes(...cases: readonly TwoCells[]): Cause[] {
  const ends = compareReleases(releasesDocument(...cases), { from: 0, to: 1 });
  return causesOf(ends.flatMap((end) => (end.kind === 'changed' ? end.sightings : [])));
}

function changed(command: string, rung: Rung, before: string, after: string): TwoCells {
  return { send: [[command, 'key']], cells: [SAME, different(departure(rung, before, after))] };
}

const DIGESTS = ['0', 'a'].map((digit) => digit.repeat(40));

describe('changes by cause', () => {
  it.each<[what: string, count: number, cases: [TwoCells, TwoCells]]>([
    [
      'the same words gone from two texts are one',
      1,
      [
        changed(
          'EVAL',
          'error-text',
          `(error) ERR a script: ${DIGESTS[0]}, on b`,
          '(error) ERR a script: on b',
        ),
        changed(
          'FCALL',
          'error-text',
          `(error) ERR c script: ${DIGESTS[1]}, on d`,
          '(error) ERR c script: on d',
        ),
      ],
    ],
    [
      'other words gone are another',
      2,
      [
        changed('GET', 'error-text', '(error) ERR a b', '(error) ERR a'),
        changed('GET', 'error-text', '(error) ERR a c', '(error) ERR a'),
      ],
    ],
    [
      'a telling error is one, whoever raises it',
      1,
      [
        changed('SCAN', 'ok-vs-error', 'OK', '(error) ERR invalid cursor'),
        changed('HSCAN', 'ok-vs-error', 'yes', '(error) ERR invalid cursor'),
      ],
    ],
    [
      'and so is not what all commands say of anything',
      2,
      [
        changed('SCAN', 'ok-vs-error', 'OK', '(error) ERR syntax error'),
        changed('HSCAN', 'ok-vs-error', 'OK', '(error) ERR syntax error'),
      ],
    ],
    [
      'nor the same error, gone',
      2,
      [
        changed('SCAN', 'ok-vs-error', 'OK', '(error) ERR invalid cursor'),
        changed('SCAN', 'ok-vs-error', '(error) ERR invalid cursor', 'OK'),
      ],
    ],
    [
      'values of two commands are two',
      2,
      [changed('GET', 'value', 'a', 'b'), changed('SET', 'value', 'a', 'b')],
    ],
  ])('%s', (_, count, cases) => {
    expect(causes(...cases)).toHaveLength(count);
  });

  it('come worst first, then by command', () => {
    const found = causes(
      changed('SET', 'error-text', '(error) ERR a', '(error) ERR b'),
      changed('SET', 'value', 'a', 'b'),
      changed('GET', 'value', 'a', 'b'),
      changed('SET', 'hang', 'OK', 'no reply in time'),
    );
    expect(found.map(({ rung, commands }) => `${rung} ${commands}`)).toEqual([
      'hang SET',
      'value GET',
      'value SET',
      'error-text SET',
    ]);
  });

  it('are told where the fewest steps lead there, with all cases that show them', () => {
    const late = different(departure('value', 'a', 'c', { step: 2 }));
    const [cause] = causes(
      {
        name: 'long',
        send: [
          ['GET', 'x'],
          ['GET', 'y'],
        ],
        cells: [SAME, late],
      },
      { name: 'short', ...changed('GET', 'value', 'a', 'b') },
    );
    expect(cause).toMatchObject({
      says: 'GET key',
      after: 'b',
      cases: ['string/set/short', 'string/set/long'],
    });
  });

  it('name the protocol only where the other does not show them', () => {
    const one = changed('GET', 'value', 'a', 'b');
    expect(causes(one)[0]?.protocol).toBeUndefined();
    expect(causes({ ...one, protocols: [3] })[0]?.protocol).toBeUndefined();
    const document = releasesDocument(one);
    const results = document.results.map((row) =>
      row.protocol === 2 ? { ...row, cells: [SAME, SAME] } : row,
    );
    const ends = compareReleases({ ...document, results }, { from: 0, to: 1 });
    const [cause] = causesOf(ends.flatMap((end) => (end.kind === 'changed' ? end.sightings : [])));
    expect(cause?.protocol).toBe(3);
  });
});
