import { describe, expect, it } from 'vitest';
import { findMirror } from './sources.ts';

const DEB822 = `
Types: deb
# a comment between fields
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://first.example/debian
 http://second.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Trusted: yes
`;

describe('the mirror', () => {
  it('is found in deb822 stanzas, past the security archive', () => {
    expect(findMirror([{ name: 'debian.sources', text: DEB822 }])).toEqual({
      uri: 'http://first.example/debian',
      options: ['trusted=yes'],
    });
  });

  it.each([
    ['deb http://a.example/debian bookworm main', 'http://a.example/debian', []],
    [
      'deb [arch=amd64 trusted=yes] https://b.example/d trixie main contrib',
      'https://b.example/d',
      ['trusted=yes'],
    ],
    ['  deb [ signed-by=/k.gpg ] http://c.example/d sid main # why', 'http://c.example/d', []],
    ['deb http://d.example/debian stable-updates main', 'http://d.example/debian', []],
    ['deb mirror+file:/etc/apt/mirrors.txt bookworm main', 'mirror+file:/etc/apt/mirrors.txt', []],
  ])('is found in %s', (text, uri, options) => {
    expect(findMirror([{ name: 'sources.list', text }])).toEqual({ uri, options });
  });

  it.each([
    ['# deb http://a.example/debian bookworm main'],
    ['deb-src http://a.example/debian bookworm main'],
    ['deb cdrom:[Debian]/ bookworm main'],
    ['deb http://a.example/debian-security bookworm-security main'],
    ['deb http://a.example/ubuntu noble main'],
    ['deb http://a.example/debian bookworm contrib'],
    ['deb http://a.example/apt nodistro main'],
  ])('is not %s', (text) => {
    expect(findMirror([{ name: 'sources.list', text }])).toBeUndefined();
  });

  it('is not a stanza that is switched off', () => {
    const off = DEB822.replace('Types: deb deb-src', 'Types: deb\nEnabled: no');
    expect(findMirror([{ name: 'debian.sources', text: off }])).toBeUndefined();
  });
});
