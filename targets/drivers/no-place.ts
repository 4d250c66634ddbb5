import { TargetError } from '../target.ts';

/** The error for a folder that takes no files: full, read-only, somebody else's. */
export function noPlace(target: string, folder: string, cause: unknown): TargetError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TargetError(target, `needs a place in ${folder} (${why})`, {
    remedy: 'Make room there, or choose another folder (TMPDIR, XDG_CACHE_HOME).',
    cause,
  });
}
