import { describe, expect, it } from 'vitest';
import { aptConfig, sourcesList } from './apt.ts';
import { upstreamVersion } from './store.ts';

const options = {
  folder: '/cache/apt-sid',
  architecture: 'arm64',
  mirror: { uri: 'http://mirror.example/debian', options: ['trusted=yes'] },
  source: { suite: 'experimental', base: 'sid' },
  keyring: '/keys.gpg',
};

describe('an apt of our own', () => {
  it('takes a partial suite with the one that it stands on', () => {
    expect(sourcesList(options)).toBe(
      'deb [arch=arm64 target=Packages signed-by=/keys.gpg trusted=yes] http://mirror.example/debian experimental main\n' +
        'deb [arch=arm64 target=Packages signed-by=/keys.gpg trusted=yes] http://mirror.example/debian sid main\n',
    );
  });

  it('leaves signatures to the keys that apt trusts when there is no keyring', () => {
    const { keyring: _, ...without } = { ...options, source: { suite: 'trixie' } };
    expect(sourcesList(without)).not.toContain('signed-by');
  });

  it('keeps every folder of its state to itself', () => {
    const folders = [...aptConfig(options).matchAll(/^Dir::(?!Etc)\S+ "(\/[^"]*)"/gm)];
    expect(folders.length).toBeGreaterThanOrEqual(5);
    for (const [, folder] of folders) expect(folder).toMatch(/^\/cache\/apt-sid/);
  });
});

describe('the upstream version', () => {
  it.each([
    ['5:8.0.2-3+deb13u1', '8.0.2'],
    ['5%3a7.0.15-1~deb12u5', '7.0.15'],
    ['9.1.2+dfsg1-1', '9.1.2'],
    ['7.3.6+ds-1~bpo12+1', '7.3.6'],
  ])('of %s is %s', (debian, upstream) => {
    expect(upstreamVersion(debian)).toBe(upstream);
  });
});
