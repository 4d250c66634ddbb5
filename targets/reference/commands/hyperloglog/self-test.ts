/** PFSELFTEST: whether estimates come as near to the truth as the method promises. */
import { command, type Family } from '../../command.ts';
import { error, OK } from '../../replies.ts';
import { noRegisters } from '../../values/hyperloglog/dense.ts';
import { estimate } from '../../values/hyperloglog/estimate.ts';
import { REGISTER_COUNT, raiseOf } from '../../values/hyperloglog/hash.ts';
import { merge, raise, toDense } from '../../values/hyperloglog/sketch.ts';
import { emptySparse } from '../../values/hyperloglog/sparse.ts';

const ELEMENT_COUNT = 20_000;
// The standard error is 1.04 / √m; one run in a thousand millions goes beyond six of it.
const ERROR_MAX = (6 * 1.04) / Math.sqrt(REGISTER_COUNT);

/** What is wrong; `undefined` when all is well. */
function complaint(random: () => number): string | undefined {
  const prefix = String(random());
  let sparse = emptySparse();
  let dense = toDense(sparse);
  for (let added = 1; added <= ELEMENT_COUNT; added += 1) {
    const to = raiseOf(`${prefix}:${added}`);
    const raised = [raise(sparse, to, Infinity), dense === 'corrupt' ? dense : raise(dense, to, 0)];
    const [first, second] = raised;
    if (first === 'corrupt' || second === 'corrupt') return `corrupt after ${added} elements`;
    if (typeof first !== typeof second) return `the encodings disagree at element ${added}`;
    if (typeof first === 'object') sparse = first;
    if (typeof second === 'object') dense = second;
  }
  const registers = noRegisters();
  merge(registers, sparse);
  const apart = Math.abs(Number(estimate(registers)) - ELEMENT_COUNT) / ELEMENT_COUNT;
  return apart > ERROR_MAX ? `the estimate is off by ${apart}` : undefined;
}

export const selfTestCommands: Family = {
  pfselftest: command({
    arity: 1,
    flags: ['admin'],
    categories: ['hyperloglog'],
    since: '2.8.9',
    group: 'hyperloglog',
    complexity: 'N/A',
    summary: 'Checks the HyperLogLog code against itself and against the error that it promises.',
    parse: () => undefined,
    run: ({ core }) => {
      const why = complaint(core.random);
      return why === undefined ? OK : error(`TESTFAILED ${why}`);
    },
  }),
};
