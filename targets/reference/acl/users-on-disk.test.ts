import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProcess } from '../testing/in-process.ts';

describe('the file of users', () => {
  let dir = '';
  const file = () => join(dir, 'users.acl');
  const start = (aclfile = 'users.acl') => inProcess({ settings: { dir, aclfile } });

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'users-'));
    writeFileSync(file(), 'user alice on nopass +@all\n');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('gives its users to a server that starts, beside the default user', () => {
    expect(start().connect().send('ACL USERS')).toBe('*2\r\n$5\r\nalice\r\n$7\r\ndefault\r\n');
  });

  it('that is missing or wrong keeps the server from starting', () => {
    expect(() => start('missing.acl')).toThrow(
      "Error loading ACLs, opening file 'missing.acl': No such file or directory",
    );
    writeFileSync(file(), 'user alice nonsense\n');
    expect(() => start()).toThrow('users.acl:1: Syntax error. ');
  });

  it('is replaced by SAVE', () => {
    const admin = start().connect();
    admin.send('ACL SETUSER bob +get ~a');
    expect(admin.send('ACL SAVE')).toBe('+OK\r\n');
    expect(readFileSync(file(), 'latin1')).toBe(
      [
        'user alice on nopass sanitize-payload resetchannels +@all',
        'user bob off sanitize-payload ~a resetchannels -@all +get',
        'user default on nopass sanitize-payload ~* &* +@all',
        '',
      ].join('\n'),
    );
  });

  it('that cannot be replaced is told as an error', () => {
    const admin = start().connect();
    rmSync(dir, { recursive: true });
    expect(admin.send('ACL SAVE')).toMatch(/^-ERR There was an error trying to save the ACLs/);
    expect(admin.send('ACL LOAD')).toMatch(/^-ERR Error loading ACLs, opening file/);
    expect(admin.send('ACL USERS')).toBe('*2\r\n$5\r\nalice\r\n$7\r\ndefault\r\n');
    dir = mkdtempSync(join(tmpdir(), 'users-'));
  });

  it('ends with LOAD the connections of users that are gone, and of no others', () => {
    const server = start();
    const [admin, alice, bob] = [server.connect(), server.connect(), server.connect()];
    admin.send('ACL SETUSER bob on nopass +@all');
    alice.send('AUTH alice any');
    bob.send('AUTH bob any');
    admin.send('ACL SETUSER alice -get');
    expect(admin.send('ACL LOAD')).toBe('+OK\r\n');
    expect([admin.closed, alice.closed, bob.closed]).toEqual([false, false, true]);
    expect(alice.send('GET key')).toBe('-NOPERM No permissions to access a key\r\n');
  });
});
