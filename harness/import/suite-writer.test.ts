import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Suite } from '../suite/case.ts';
import { compileSuite } from '../suite/compile.ts';
import { accepts } from '../suite/matcher.ts';
import { reply as anyReply, bytes } from '../wire/arbitrary-reply.ts';
import { encodeCommand } from '../wire/encode.ts';
import type { ByteString, Reply } from '../wire/reply.ts';
import { claimOf, text } from './claim.ts';
import type { ImportedStep, ImportedSuite } from './imported.ts';
import { writeSuite } from './suite-writer.ts';

const hole = `$\{id}`;

/** Text as people write it, and any bytes at all. */
const argument = fc.oneof(
  bytes,
  fc.string({ unit: 'grapheme' }).map((written) => Buffer.from(written).toString('latin1')),
  fc.constantFrom('', '~', 'null', '007', '1e3', '-', '- a', '*', '# x', 'a: b', hole, 'a,b', '['),
);

function suiteOf(steps: readonly ImportedStep[], more: Partial<ImportedSuite> = {}): ImportedSuite {
  return {
    group: 'connection',
    name: 'echo',
    title: 'ECHO, and then some',
    commands: [],
    entries: [
      {
        kind: 'case',
        file: 'session.txt',
        line: 1,
        name: 'echo',
        protocol: 3,
        isolation: 'keyspace',
        steps,
      },
    ],
    ...more,
  };
}

function compiled(written: string): Suite {
  const source = {
    file: 'echo.yaml',
    group: 'connection',
    name: 'echo',
    text: written,
    digest: '',
  };
  const result = compileSuite(source);
  if (result.kind === 'errors') throw new Error(`${result.errors.join('\n')}\n${written}`);
  return result.suite;
}

const step = (send: readonly ByteString[], reply?: Reply): ImportedStep => ({
  kind: 'step',
  send: send.map(text),
  ...(reply && { reply: claimOf({ argv: send, reply, protocol: 3, madeUp: new Set() }) }),
});

describe('a suite that is written', () => {
  it('sends the same bytes and accepts the reply it was written from, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 20 }), anyReply, (more, reply) => {
        const argv = ['ECHO', ...more];
        const [written] = compiled(writeSuite(suiteOf([step(argv, reply)]))).cases[0]?.steps ?? [];
        if (written?.kind !== 'send') throw new Error('no step');
        expect(written.command.bytes).toBe(encodeCommand(argv));
        const matcher = written.contract.reply?.[3];
        expect(matcher && accepts(matcher, reply, { elapsedMs: 0 })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has a line for each step that fits, and breaks what does not', () => {
    const words = Array.from(
      { length: 30 },
      (_, i): Reply => ({ type: 'bulk', text: `word-${i}` }),
    );
    const pairs = words.map((word): Reply => ({ type: 'array', items: [word, word] }));
    const steps: ImportedStep[] = [
      step(['ECHO', '007', '-1', 'two words']),
      { ...step(['ECHO', 'a'], { type: 'bulk', text: '3' }), comment: 'A number as text' },
      step(['ECHO', ...Array.from({ length: 15 }, (_, i) => `argument-${i}`)], words[0]),
      step(['ECHO', 'flat'], { type: 'array', items: words }),
      step(['ECHO', 'deep'], { type: 'array', items: pairs.slice(0, 5) }),
      step(['ECHO', 'map'], {
        type: 'map',
        entries: words.slice(0, 12).map((word) => [word, { type: 'double', text: '3.5' }]),
      }),
      { ...step(['XADD', 's', '*', 'f', 'v'], { type: 'bulk', text: '1-0' }), save: 'id' },
      { kind: 'step', send: ['XDEL', 's', hole], reply: 1 },
    ];
    expect(writeSuite(suiteOf(steps))).toMatchInlineSnapshot(`
      "suite: echo
      title: ECHO, and then some
      commands: []
      cases:
        - case: echo
          protocols: [3]
          steps:
            - [ECHO, 007, -1, "two words"]
            # A number as text
            - { send: [ECHO, a], reply: "3" }
            - send:
                [
                  ECHO, argument-0, argument-1, argument-2, argument-3, argument-4, argument-5,
                  argument-6, argument-7, argument-8, argument-9, argument-10, argument-11, argument-12,
                  argument-13, argument-14
                ]
              reply: word-0
            - send: [ECHO, flat]
              reply:
                [
                  word-0, word-1, word-2, word-3, word-4, word-5, word-6, word-7, word-8, word-9, word-10,
                  word-11, word-12, word-13, word-14, word-15, word-16, word-17, word-18, word-19,
                  word-20, word-21, word-22, word-23, word-24, word-25, word-26, word-27, word-28, word-29
                ]
            - send: [ECHO, deep]
              reply:
                - [word-0, word-0]
                - [word-1, word-1]
                - [word-2, word-2]
                - [word-3, word-3]
                - [word-4, word-4]
            - send: [ECHO, map]
              reply:
                map:
                  word-0: { double: 3.5 }
                  word-1: { double: 3.5 }
                  word-2: { double: 3.5 }
                  word-3: { double: 3.5 }
                  word-4: { double: 3.5 }
                  word-5: { double: 3.5 }
                  word-6: { double: 3.5 }
                  word-7: { double: 3.5 }
                  word-8: { double: 3.5 }
                  word-9: { double: 3.5 }
                  word-10: { double: 3.5 }
                  word-11: { double: 3.5 }
            - { send: [XADD, s, "*", f, v], reply: { any: bulk }, save: id }
            - { send: [XDEL, s, "\${id}"], reply: 1 }
      "
    `);
  });

  it('keeps what is left out as comments, and says since once', () => {
    const [entry] = suiteOf([step(['ECHO', 'a'])]).entries;
    const leftOut = {
      kind: 'left-out',
      file: 'cases.json',
      line: 7,
      what: 'a case\nof two lines',
      why: 'a reason',
      source: ['\u2028'],
    } as const;
    if (entry?.kind !== 'case') throw new Error('no case');
    const since = { redis: '6.2' };
    const entries: ImportedSuite['entries'] = [
      { ...entry, since, title: 'null' },
      leftOut,
      { ...entry, since, name: 'second', isolation: 'server', steps: [leftOut, ...entry.steps] },
      { ...entry, since: { redis: '7.0' }, name: 'third' },
    ];
    const written = writeSuite(suiteOf([], { entries, title: 'A title: with a colon' }));
    expect(written).toMatchInlineSnapshot(`
      "suite: echo
      title: "A title: with a colon"
      commands: []
      since: { redis: 6.2 }
      cases:
        - case: echo
          title: "null"
          protocols: [3]
          steps:
            - [ECHO, a]

        # Left out (cases.json:7): a case\\u000aof two lines
        #   a reason
        #   \\u2028

        - case: second
          isolation: server
          protocols: [3]
          steps:
            # Left out (cases.json:7): a case\\u000aof two lines
            #   a reason
            #   \\u2028
            - [ECHO, a]

        - case: third
          since: { redis: 7.0 }
          protocols: [3]
          steps:
            - [ECHO, a]
      "
    `);
    expect(compiled(written).cases.map(({ since: first }) => first?.redis)).toEqual([
      '6.2',
      '6.2',
      '7.0',
    ]);
  });
});
