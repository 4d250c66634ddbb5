/** Ctrl-C, once, asks the work to stop and clean up; twice, ends it where it is. */
import { EXIT } from './exit-code.ts';

export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

export function onInterrupt(say: (line: string) => void): Interrupt {
  const controller = new AbortController();
  const stop = () => {
    // Servers of ours die with the process: the drivers kill what is left at its exit.
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    say(
      'stopping: servers are taken down and what is known so far is kept (again to stop at once)',
    );
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
