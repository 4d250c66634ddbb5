/** The configuration file on disk. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { userLine } from '../acl/describe.ts';
import { parseUsers } from '../acl/users-file.ts';
import type { Core } from '../core.ts';
import { refuse } from '../errors.ts';
import { type ReadConfig, readConfig } from './read.ts';
import { rewrittenConfig } from './rewrite.ts';

export function readConfigFile(path: string): ReadConfig & { readonly path: string } {
  const absolute = resolve(path);
  return { ...readConfig(readFileSync(absolute, 'latin1')), path: absolute };
}

/** Takes the users that stand in the configuration file; throws when a line is wrong. */
export function takeUsers(
  { acl }: Core,
  { users, path }: ReadConfig & { readonly path: string },
): void {
  if (users.length === 0) return;
  const parsed = parseUsers(users.join('\n'), path, acl);
  if ('errors' in parsed) throw new Error(`cannot start with these users: ${parsed.errors}`);
  acl.replaceAll(parsed.users);
}

/** Writes the settings back, the file as a whole or not at all. */
export function rewriteConfigFile({ settings, acl, configFile }: Core): void {
  if (configFile === '') refuse('ERR The server is running without a config file');
  const users = settings.aclfile === '' ? acl.users.map(userLine) : [];
  const unfinished = `${configFile}.tmp-${process.pid}`;
  try {
    const text = rewrittenConfig(readFileSync(configFile, 'latin1'), settings, users);
    writeFileSync(unfinished, text, 'latin1');
    renameSync(unfinished, configFile);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (!(error instanceof Error && 'errno' in error)) throw error;
    refuse(`ERR Rewriting config file: ${getSystemErrorMessage(Number(error.errno))}`);
  }
}
