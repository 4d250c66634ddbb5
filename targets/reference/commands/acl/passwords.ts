/** ACL GENPASS. */
import { randomBytes } from 'node:crypto';
import { integerOf } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { bulk } from '../../replies.ts';
import { atMostOne } from './refusals.ts';

const BITS_UNLESS_ASKED = '256';
const BITS_MAX = 4096;

export const passwordCommands: Family = {
  genpass: command({
    arity: -2,
    flags: ['noscript', 'loading', 'stale'],
    categories: [],
    since: '6.0.0',
    group: 'server',
    complexity: 'O(1)',
    usage: '[bits:integer]',
    summary: 'Makes up a password of hexadecimal digits.',
    parse: (argv) => {
      const bits = integerOf(atMostOne(argv) ?? BITS_UNLESS_ASKED);
      if (bits > 0 && bits <= BITS_MAX) return bits;
      return refuse(
        'ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096',
      );
    },
    run: (_connection, bits) => {
      const digits = Math.ceil(bits / 4);
      // Not the server's own random source, which tests and fuzzing can foretell.
      return bulk(
        randomBytes(Math.ceil(digits / 2))
          .toString('hex')
          .slice(0, digits),
      );
    },
  }),
};
