import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog-files.ts';
import { describeDriver } from '../driver-contract.ts';
import type { TargetSpec } from '../target.ts';
import { embeddedDriver } from './embedded.ts';

const catalog = await loadCatalog();
const driver = embeddedDriver(catalog);
const spec: TargetSpec = { name: 'reference', driver: 'embedded', product: 'reference' };

describeDriver(
  {
    driver,
    spec,
    catalog,
    product: 'reference',
    owned: true,
    process: false,
    leftBehind: async () => [],
  },
  await driver.cannotStart(spec),
);

describe('the embedded driver', () => {
  it.each([
    [{ 'no-such-parameter': '1' }, 'has no parameter no-such-parameter'],
    [{ databases: 'many' }, 'databases many: argument'],
  ])('refuses the configuration %j', async (config, problem) => {
    await expect(driver.start(spec, { config })).rejects.toThrow(problem);
  });

  it('says that a port is in use', async () => {
    await using first = await driver.start(spec, {});
    const config = { port: String(first.address.port) };
    await expect(driver.start(spec, { config })).rejects.toThrow('is in use on 127.0.0.1');
  });

  it('has no process to signal', async () => {
    await using target = await driver.start(spec, {});
    await expect(target.signal('SIGKILL')).rejects.toThrow('inside Samewire');
  });
});
