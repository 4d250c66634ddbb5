/** Twenty thousand random commands a family: the reference answers each as Redis 7.0 and Redict 7.3 do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog-files.ts';
import { createDrivers } from '../../drivers.ts';
import type { RunningTarget, TargetSpec } from '../../target.ts';
import { testSettings } from '../../testing/settings.ts';
import { createServer, type RunningServer } from '../create-server.ts';
import { Side } from './duel.ts';
import { FAMILIES } from './families.ts';
import { fuzz } from './fuzz.ts';
import { configOf, REFERENCE_SETTINGS } from './settings.ts';

const COMMANDS = 20_000;
const SEED = 1;

const SERVERS = [
  ['redis', '7.0'],
  ['redict', '7.3'],
] as const;

const drivers = createDrivers(await loadCatalog(), testSettings(process.env));

for (const [product, version] of SERVERS) {
  const name = `${product}@${version}`;
  const spec: TargetSpec = { name, driver: 'debian', product, version };
  const cannot = await drivers.debian.cannotStart(spec);

  describe.skipIf(cannot !== undefined)(`${name}${cannot ? ` (${cannot})` : ''}`, () => {
    let reference: RunningServer;
    let target: RunningTarget;
    let ours: Side;
    let theirs: Side;

    beforeAll(async () => {
      reference = await createServer({ settings: REFERENCE_SETTINGS, seed: SEED });
      target = await drivers.debian.start(spec, { config: configOf(version) });
      ours = new Side('reference', version, reference);
      theirs = new Side(name, version, target.address);
    });

    afterAll(async () => {
      ours?.close();
      theirs?.close();
      await reference?.stop();
      await target?.[Symbol.asyncDispose]();
    });

    it.each(FAMILIES)('and the reference agree in %s', async (family) => {
      const report = await fuzz(ours, theirs, { family, seed: SEED, commands: COMMANDS });
      expect(report.difference).toBeUndefined();
      expect(report.sent).toBeGreaterThanOrEqual(COMMANDS);
      // Known departures must not eat up what is compared: all but a quarter is, and what is left.
      expect(report.compared).toBeGreaterThan(COMMANDS * 0.75);
    });

    it('and the reference are not the same server', async () => {
      const silent = new Side('reference', version, reference);
      await using other = await createServer({ seed: SEED });
      const wide = new Side(name, version, other);
      const report = await fuzz(silent, wide, { family: 'hash', seed: SEED, commands: COMMANDS });
      silent.close();
      wide.close();
      expect(report.difference).toMatch(/OBJECT ENCODING k\d\nreference: .*hashtable/s);
    });
  });
}
