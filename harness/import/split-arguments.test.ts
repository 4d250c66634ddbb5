import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redisCliLine } from '../results/redis-cli-line.ts';
import { bytes } from '../wire/arbitrary-reply.ts';
import { splitArguments } from './split-arguments.ts';

describe('a line of arguments', () => {
  it('is what redis-cli would have to be typed for them', () => {
    fc.assert(
      fc.property(fc.array(bytes), (argv) => {
        expect(splitArguments(redisCliLine(argv))).toEqual(argv);
      }),
    );
  });

  // What redis-cli 7.0.15 sent for these, or that it sent nothing.
  it.each<[string, string[] | undefined]>([
    ['  SET  key \t value ', ['SET', 'key', 'value']],
    ['ECHO a"b"', ['ECHO', 'ab']],
    ["ECHO 'a\\'b\\n'", ['ECHO', "a'b\\n"]],
    ['ECHO "\\q\\x4"', ['ECHO', 'qx4']],
    ['ECHO a\\b', ['ECHO', 'a\\b']],
    ['ECHO ""', ['ECHO', '']],
    ['SET "a"b c', undefined],
    ['ECHO "open', undefined],
    ["ECHO 'open", undefined],
    ['', []],
  ])('%j', (line, argv) => {
    expect(splitArguments(line)).toEqual(argv);
  });
});
