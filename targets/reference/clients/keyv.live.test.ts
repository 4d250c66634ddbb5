import KeyvRedis, { createClient } from '@keyv/redis';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
let users: Keyv;
let orders: Keyv;

beforeEach(() => {
  users = new Keyv({ store: new KeyvRedis(server.url), namespace: 'users' });
  orders = new Keyv({ store: new KeyvRedis(server.url), namespace: 'orders' });
});

afterEach(async () => {
  await users.disconnect();
  await orders.disconnect();
});

it('keeps values apart by namespace and tells what is missing', async () => {
  await users.set('1', { name: 'Ada' });
  await orders.set('1', ['tea']);
  expect(await users.get('1')).toEqual({ name: 'Ada' });
  expect(await orders.get('1')).toEqual(['tea']);
  expect(await users.get('2')).toBeUndefined();
  expect(await users.has('1')).toBe(true);
  expect(await users.delete('1')).toBe(true);
  expect(await users.has('1')).toBe(false);
});

it('forgets when the time is over', async () => {
  await users.set('1', 'soon gone', 100);
  expect(await users.get('1')).toBe('soon gone');
  await expect.poll(() => users.get('1')).toBeUndefined();
});

it('sets and gets many, walks over them, and clears one namespace', async () => {
  const entries = Array.from({ length: 300 }, (_, index) => ({ key: `${index}`, value: index }));
  await users.setMany(entries);
  await orders.set('1', 'stays');
  expect(await users.getMany(['0', '299', '300'])).toEqual([0, 299, undefined]);
  const walked = [];
  for await (const [key, value] of users.iterator?.({}) ?? []) walked.push({ key, value });
  expect(walked.toSorted((a, b) => a.value - b.value)).toEqual(entries);
  await users.clear();
  expect(await users.get('0')).toBeUndefined();
  expect(await orders.get('1')).toBe('stays');
});

it('brings a client of its own, one generation older', async () => {
  const client = createClient({ url: server.url, RESP: 3 });
  await client.connect();
  try {
    await client.hSet('hash', { field: 'value' });
    expect({ ...(await client.hGetAll('hash')) }).toEqual({ field: 'value' });
  } finally {
    client.destroy();
  }
});
