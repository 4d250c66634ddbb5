import { expect, it } from 'vitest';
import { UsageError } from './exit-code.ts';
import { shippedSuites } from './package.ts';
import { selectCases } from './select.ts';

async function ids(...globs: string[]): Promise<string[]> {
  const suites = await selectCases([`${shippedSuites}/commands/string`], globs);
  return suites.flatMap(({ cases }) => cases.map(({ id }) => id));
}

it('keeps all cases without a glob, and none that it was not asked for', async () => {
  const all = await ids();
  expect(all.length).toBeGreaterThan(100);
  expect(await ids('string')).toEqual(all);
  expect(await ids('string/*')).toEqual(all);
  const get = await ids('string/get');
  expect(get).toEqual(all.filter((id) => id.startsWith('string/get/')));
  expect(await ids('string/get/*')).toEqual(get);
  expect(await ids('string/get*')).toEqual(all.filter((id) => id.startsWith('string/get')));
  expect(await ids('*/missing*')).toEqual(
    all.filter((id) => /^string\/.*missing/.test(id) && /\/missing/.test(id)),
  );
  expect(await ids(get[0] ?? '', get[1] ?? '')).toEqual(get.slice(0, 2));
});

it.each([['strin'], ['string/ge'], ['string/get/'], ['string.get'], ['(string']])(
  'takes %s for no case',
  async (glob) => {
    await expect(ids(glob)).rejects.toThrow(UsageError);
    await expect(ids(glob)).rejects.toThrow(`no case fits ${glob}`);
  },
);
