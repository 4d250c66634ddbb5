/** The reference server in a thread: what the embedded driver starts, and what the two say to each other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SettingsInput } from '../../reference/config.ts';
import { createServer } from '../../reference/create-server.ts';

export interface ThreadInput {
  readonly settings: SettingsInput;
  /** 0 takes a free one. */
  readonly port: number;
}

export type ThreadMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string; readonly code?: string }
  /** An error that is a bug of the reference server. */
  | { readonly kind: 'fault'; readonly text: string };

async function serve({ settings, port }: ThreadInput, say: (message: ThreadMessage) => void) {
  try {
    const server = await createServer({
      settings,
      port,
      onFault: (error) =>
        say({ kind: 'fault', text: error instanceof Error ? `${error.stack}` : `${error}` }),
    });
    say({ kind: 'listening', port: server.port });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    say({ kind: 'failed', message, ...(code === undefined ? {} : { code }) });
  }
}

if (parentPort !== null) {
  const parent = parentPort;
  await serve(workerData as ThreadInput, (message) => parent.postMessage(message));
}
