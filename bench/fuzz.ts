/**
 * `npm run fuzz`: random command sequences, the reference server against real ones, for as long as you like.
 *
 *   npm run fuzz -- --family stream --seed 7 --commands 200000 --targets debian:redict@7.3
 *
 * Exit code 0 when no family differs anywhere; else the shortest sequence found is printed, for redis-cli.
 */
import { parseArgs } from 'node:util';
import { driverSettings } from '../harness/cli/environment.ts';
import { EXIT } from '../harness/cli/exit-code.ts';
import { loadCatalog } from '../targets/catalog-files.ts';
import { createDrivers } from '../targets/drivers.ts';
import { parseTarget } from '../targets/name.ts';
import { createServer } from '../targets/reference/create-server.ts';
import { Side } from '../targets/reference/fuzz/duel.ts';
import { FAMILIES } from '../targets/reference/fuzz/families.ts';
import { fuzz } from '../targets/reference/fuzz/fuzz.ts';
import { configOf, REFERENCE_SETTINGS } from '../targets/reference/fuzz/settings.ts';
import { surveyMachine } from '../targets/survey.ts';

const HELP = `npm run fuzz -- [--family <names>] [--seed <n>] [--commands <n>] [--targets <names>]

  --family    some of ${FAMILIES.join(', ')} (default: all)
  --seed      the same seed sends the same commands (default: 1)
  --commands  how many for each family and server (default: 20000)
  --targets   the real servers (default: debian:redis@7.0,debian:redict@7.3)
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      family: { type: 'string', default: FAMILIES.join() },
      seed: { type: 'string', default: '1' },
      commands: { type: 'string', default: '20000' },
      targets: { type: 'string', default: 'debian:redis@7.0,debian:redict@7.3' },
      help: { type: 'boolean', default: false },
    },
  });
  const families = values.family.split(',');
  const unknown = families.find((family) => !FAMILIES.includes(family));
  if (values.help || unknown !== undefined) {
    if (unknown !== undefined) process.stderr.write(`fuzz: there is no family ${unknown}\n`);
    process.stdout.write(HELP);
    return unknown === undefined ? 0 : EXIT.wrongInput;
  }
  const settings = driverSettings();
  const catalog = await loadCatalog();
  const machine = await surveyMachine(catalog, settings);
  const drivers = createDrivers(catalog, settings);
  await using reference = await createServer({ settings: REFERENCE_SETTINGS });
  let differing = 0;
  for (const word of values.targets.split(',')) {
    const spec = parseTarget(word, catalog, machine);
    const config = configOf(spec.version ?? '');
    await using target = await drivers[spec.driver].start(spec, { config });
    const ours = new Side('reference', '7.2.4', reference);
    const theirs = new Side(`${spec.product}@${spec.version}`, spec.version ?? '', target.address);
    for (const family of families) {
      const began = performance.now();
      const options = { family, seed: Number(values.seed), commands: Number(values.commands) };
      const { sent, compared, difference } = await fuzz(ours, theirs, options);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(
        `${theirs.name} ${family}: ${sent} commands, ${compared} replies compared, ${seconds} s\n`,
      );
      if (difference === undefined) continue;
      differing++;
      process.stdout.write(`${difference}\n`);
    }
    ours.close();
    theirs.close();
  }
  return differing === 0 ? 0 : 1;
}

process.exitCode = await main();
