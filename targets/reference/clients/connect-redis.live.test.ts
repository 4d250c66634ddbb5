import { RedisStore } from 'connect-redis';
import session from 'express-session';
import { createClient } from 'redis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownServer } from './testing/own-server.ts';

const server = ownServer();
let client: ReturnType<typeof createClient>;
let store: RedisStore;

beforeEach(async () => {
  client = createClient({ url: server.url });
  await client.connect();
  store = new RedisStore({ client, prefix: 'session:', ttl: 60 });
});

afterEach(() => client.destroy());

function signedIn(user: string) {
  const cookie = new session.Cookie();
  cookie.maxAge = 30_000;
  return { cookie, user };
}

it('keeps a session for as long as its cookie', async () => {
  await store.set('a', signedIn('Ada'));
  expect(await store.get('a')).toMatchObject({ user: 'Ada' });
  expect(await client.ttl('session:a')).toBeGreaterThan(25);
  expect(await client.ttl('session:a')).toBeLessThanOrEqual(30);
  expect(await store.get('missing')).toBeNull();
});

it('lengthens a session that is used', async () => {
  await store.set('a', signedIn('Ada'));
  await client.expire('session:a', 5);
  await store.touch('a', signedIn('Ada'));
  expect(await client.ttl('session:a')).toBeGreaterThan(25);
});

it('lists, counts and clears its own sessions only', async () => {
  await client.set('other', 'not a session');
  for (const id of ['a', 'b', 'c']) await store.set(id, signedIn(id));
  expect(await store.length()).toBe(3);
  expect((await store.ids()).toSorted()).toEqual(['a', 'b', 'c']);
  expect(await store.all()).toHaveLength(3);
  await store.destroy('b');
  expect((await store.ids()).toSorted()).toEqual(['a', 'c']);
  await store.clear();
  expect(await client.keys('*')).toEqual(['other']);
});
