/** LOLWUT: a picture, and the version. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at, integerOf, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { verbatim } from '../../replies.ts';
import { REDIS_VERSION } from '../../version.ts';
import { landscape } from './lolwut/landscape.ts';
import { schotter } from './lolwut/schotter.ts';

interface Picture {
  readonly version: number;
  readonly numbers: readonly number[];
}

/** VERSION and its number come first; the numbers after it are for the picture. */
function pictureOf(argv: readonly ByteString[]): Picture {
  const chosen = argv.length >= 3 && word(argv, 1) === 'VERSION';
  const version = chosen ? integerOf(at(argv, 2)) : 0;
  const takes = { 5: 3, 6: 2 }[version] ?? 0;
  const given = argv.slice(chosen ? 3 : 1).slice(0, takes);
  return { version, numbers: given.map((text) => integerOf(text)) };
}

function draw({ core }: Connection, { version, numbers }: Picture) {
  const signature = `Redis ver. ${REDIS_VERSION}\n`;
  if (version === 5) {
    const [columns = 66, squaresPerRow = 8, squaresPerColumn = 12] = numbers;
    const picture = schotter({ columns, squaresPerRow, squaresPerColumn }, core.random);
    return verbatim(`${picture}\nGeorg Nees - schotter, plotter on paper, 1968. ${signature}`);
  }
  if (version === 6) {
    const [columns = 80, rows = 20] = numbers;
    const picture = landscape({ columns, rows }, core.random);
    return verbatim(
      `${picture}\nDedicated to the 8 bit game developers of past and present.\n${signature}`,
    );
  }
  return verbatim(signature);
}

export const lolwutCommands: Family = {
  lolwut: command({
    arity: -1,
    flags: ['readonly', 'fast'],
    categories: [],
    since: '5.0.0',
    group: 'server',
    usage: '[VERSION version:integer]',
    summary: 'Draws a picture and tells the version.',
    parse: pictureOf,
    run: draw,
  }),
};
