/** Which contexts the steps of a case allow it to be lifted into. */
import type { Protocol } from '../wire/reply.ts';
import type { Context, Form, Step } from './case.ts';
import { commandName } from './command.ts';

/** In the order in which people read them: from the simplest on. */
export const CONTEXTS: readonly Context[] = ['plain', 'pipeline', 'multi', 'script', 'pcall'];

/** Scripts speak one form, whoever calls them: https://redis.io/docs/latest/develop/programmability/lua-api/ */
export function formOf(context: Context, protocol: Protocol): Form {
  return context === 'script' || context === 'pcall' ? 'lua' : protocol;
}

/** What a case may ask for: one connection, no saved replies and nothing but commands can go anywhere. */
export function possibleContexts(steps: readonly Step[]): readonly Context[] {
  return steps.every(isPlainSend) ? CONTEXTS : ['plain'];
}

/** What a case gets when it does not ask: only where its commands are still the same commands. */
export function usualContexts(steps: readonly Step[]): Context[] {
  const names = steps.map(sentName);
  return possibleContexts(steps).filter(
    (context) => !names.some((name) => keepsOutOf(context, name)),
  );
}

function isPlainSend(step: Step): boolean {
  return (
    step.kind === 'send' &&
    step.on === 'main' &&
    !step.pending &&
    step.contract.closed === undefined &&
    step.contract.bytes === undefined &&
    step.command.bytes !== undefined &&
    Object.keys(step.save).length === 0
  );
}

function sentName(step: Step): string {
  return (step.kind === 'send' ? commandName(step.command) : undefined) ?? '';
}

function keepsOutOf(context: Context, name: string): boolean {
  if (context === 'plain') return false;
  if (CHANGES_THE_CONVERSATION.has(name)) return true;
  return context !== 'pipeline' && (BLOCKS.has(name) || REFUSED_IN_SCRIPTS.has(name));
}

/** After these, what a reply belongs to or looks like is another matter. */
const CHANGES_THE_CONVERSATION = new Set([
  ...['multi', 'exec', 'discard', 'watch', 'unwatch', 'reset', 'quit', 'hello', 'auth'],
  ...['subscribe', 'psubscribe', 'ssubscribe', 'unsubscribe', 'punsubscribe', 'sunsubscribe'],
  ...['monitor', 'client', 'sync', 'psync', 'replconf', 'shutdown', 'debug', 'failover'],
]);

/** Inside MULTI and scripts these do not wait, so they are other commands there. */
const BLOCKS = new Set([
  ...['blpop', 'brpop', 'blmove', 'brpoplpush', 'blmpop', 'bzpopmin', 'bzpopmax', 'bzmpop'],
  ...['xread', 'xreadgroup', 'wait', 'waitaof'],
]);

/** COMMAND INFO flags these, or subcommands of them, `noscript`. */
const REFUSED_IN_SCRIPTS = new Set([
  ...['eval', 'eval_ro', 'evalsha', 'evalsha_ro', 'fcall', 'fcall_ro', 'script', 'function'],
  ...['acl', 'config', 'latency', 'module', 'role', 'replicaof', 'slaveof', 'hotkeys'],
  ...['save', 'bgsave', 'bgrewriteaof', 'cluster'],
]);
