import { onPath } from './on-path.ts';

/**
 * The words that run a command where text is ordered by its bytes: servers take the order of
 * SORT … ALPHA from the locale, and two machines have two.
 */
export function inPlainLocale(
  command: readonly [string, ...string[]],
  path: readonly string[],
  environment: 'inherited' | 'empty',
): readonly [string, ...string[]] {
  const env = onPath('env', path);
  if (env === undefined) return command;
  return [env, ...(environment === 'empty' ? ['-i'] : []), 'LC_ALL=C', ...command];
}
