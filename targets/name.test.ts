import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog-files.ts';
import type { Machine } from './machine.ts';
import { parseTarget } from './name.ts';
import { TargetError } from './target.ts';

const catalog = await loadCatalog();

const nothing: Machine = {
  architecture: 'amd64',
  binaries: [],
  debian: { why: 'apt-get is not on PATH' },
  docker: { why: 'no container daemon answers', images: [] },
};
const debian: Machine = { ...nothing, debian: {} };
const docker: Machine = { ...nothing, docker: { images: [] } };
const path: Machine = {
  ...debian,
  binaries: [{ product: 'valkey', version: '9.1.2', path: '/usr/bin/valkey-server' }],
};

describe('a word', () => {
  it.each([
    ['reference', nothing, { driver: 'embedded', product: 'reference', version: '7.2' }],
    ['valkey@9.1', path, { driver: 'process', source: '/usr/bin/valkey-server' }],
    ['valkey@9.1', debian, { driver: 'debian', product: 'valkey', version: '9.1' }],
    ['valkey@9.1', docker, { driver: 'container', source: 'valkey/valkey:9.1' }],
    ['valkey@8.1', path, { driver: 'debian', version: '8.1' }],
    ['valkey', debian, { name: 'valkey@9.1', driver: 'debian', version: '9.1' }],
    ['debian:redis@8.0', nothing, { driver: 'debian', product: 'redis', version: '8.0' }],
    ['docker:valkey@9.1', debian, { driver: 'container', source: 'valkey/valkey:9.1' }],
    ['docker:any.host:5000/image:tag', debian, { source: 'any.host:5000/image:tag' }],
    ['docker:redis@sha256:00ff', debian, { driver: 'container', source: 'redis@sha256:00ff' }],
    ['docker:redis:latest', docker, { driver: 'container', source: 'redis:latest' }],
    ['docker:redis', docker, { name: 'docker:redis@8.6', source: 'redis:8.6' }],
    ['process:/path/to/server', nothing, { driver: 'process', source: '/path/to/server' }],
    ['process:valkey-server', nothing, { driver: 'process', source: 'valkey-server' }],
    ['redis://127.0.0.1:7000/3', nothing, { driver: 'endpoint', name: 'redis://127.0.0.1:7000/3' }],
    ['rediss://cache.example', nothing, { driver: 'endpoint', source: 'rediss://cache.example' }],
  ] as const)('%s is resolved', (word, machine, expected) => {
    expect(parseTarget(word, catalog, machine)).toMatchObject({ name: word, ...expected });
  });

  it('picks the image of the architecture', () => {
    const arm = { ...docker, architecture: 'arm64' };
    expect(parseTarget('keydb@6.3', catalog, arm).source).toContain('arm64');
  });

  it.each([
    ['valky@9.1', 'Did you mean valkey@9.1?'],
    ['redi', 'Did you mean redis?'],
    ['valkey@9.7', 'valkey@9.1'],
    ['valkey@9.1.2', 'valkey@9.1'],
    ['debian:redis@7.2', 'debian:redis@8.6'],
    ['debian:dragonfly@1.40', 'docker:dragonfly@1.40'],
    ['docker:valkey@1', 'docker:valkey@9.1'],
    ['docker:', 'docker:registry/image:tag'],
    ['proces:/bin/x', 'targets list'],
    ['process:', 'process:/path/to/server'],
    ['http://localhost', 'rediss://'],
    ['redis://host/main', 'redis://user:password@host:6379/0'],
    ['redis://', 'redis://user:password@host:6379/0'],
    ['something-else-entirely', 'targets list'],
  ])('%s is refused with a remedy', (word, remedy) => {
    expect(refusal(word, debian).remedy).toContain(remedy);
  });

  it('says why each driver cannot bring a version up', () => {
    expect(refusal('valkey@9.1', nothing).remedy).toBe(
      'valkey-server of it is not on PATH; apt-get is not on PATH; no container daemon answers.',
    );
  });
});

describe('a password', () => {
  it.each([
    ['redis://user:hunter2@host:6379/1', 'redis://user@host:6379/1'],
    ['redis://:hunter2@host', 'redis://host'],
    ['rediss://user:hunter2@h?password=hunter2', 'rediss://user@h'],
    ['redis://user:hunter2%40@host/1', 'redis://user@host/1'],
  ])('of %s is not in its name', (word, name) => {
    expect(parseTarget(word, catalog, nothing).name).toBe(name);
  });

  it.each([
    'redis://user:hunter2#x@host',
    'redis://user:hunter2@ho st',
    'redis://user:hunter2@host:port',
    'redis://user:hunter2@host/name',
    'http://user:hunter2@host',
    'user:hunter2@host:6379',
    'redis://user:p?hunter2@host/x@y',
  ])('of the bad word %s is not in the error', (word) => {
    const error = refusal(word, nothing);
    expect(`${error.message} ${error.remedy} ${error.cause}`).not.toContain('hunter2');
  });
});

function refusal(word: string, machine: Machine): TargetError {
  try {
    const spec = parseTarget(word, catalog, machine);
    throw new Error(`${word} was taken as ${spec.driver}`);
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
}
