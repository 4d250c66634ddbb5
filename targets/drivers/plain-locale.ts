import { onPath } from './on-path.ts';

/**
 * The words that run a command where text is ordered by its bytes: servers take the order of
 * SORT … ALPHA from the locale, and two machines have two.
 *
 * `environment` is the caller's own, or nothing but these assignments (`NAME=value`).
 */
export function inPlainLocale(
  command: readonly [string, ...string[]],
  path: readonly string[],
  environment: 'inherited' | readonly string[],
): readonly [string, ...string[]] {
  const env = onPath('env', path);
  if (env === undefined) return command;
  const own = environment === 'inherited' ? [] : ['-i', ...environment];
  return [env, ...own, 'LC_ALL=C', ...command];
}
