/** Reads and writes the file that `aclfile` names. */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import type { Core } from '../core.ts';
import { type ParsedUsers, parseUsers, usersText } from './users-file.ts';

/** The users that the file has, or why it cannot be used. */
export function readUsers({ acl, settings }: Core): ParsedUsers {
  const { aclfile } = settings;
  try {
    return parseUsers(readFileSync(pathOf(settings), 'latin1'), aclfile, acl);
  } catch (error) {
    const why = reasonOf(error);
    if (why === undefined) throw error;
    return { errors: `Error loading ACLs, opening file '${aclfile}': ${why}` };
  }
}

/** Replaces the file as a whole or not at all; says whether it could. */
export function writeUsers({ acl, settings }: Core): boolean {
  const path = pathOf(settings);
  const unfinished = `${path}.tmp-${process.pid}`;
  try {
    const file = openSync(unfinished, 'w', 0o600);
    try {
      writeSync(file, usersText(acl.users), null, 'latin1');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    return true;
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    rmSync(unfinished, { force: true });
    return false;
  }
}

/** Takes the users of the file when the server starts; it does not start with a file that is wrong. */
export function loadUsersAtStart(core: Core): void {
  if (core.settings.aclfile === '') return;
  const parsed = readUsers(core);
  if ('errors' in parsed) throw new Error(`cannot start with these users: ${parsed.errors}`);
  core.acl.replaceAll(parsed.users);
}

function pathOf({ dir, aclfile }: Core['settings']): string {
  return resolve(dir, aclfile);
}

/** The system's words for its refusal, such as `No such file or directory`. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error)) return undefined;
  const words = getSystemErrorMessage(Number(error.errno));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
