/**
 * Uses a server that runs already. It is somebody else's: Samewire uses the database of the URL
 * and no other, wants it empty, and neither restarts, reconfigures nor signals anything.
 */
import { isIP } from 'node:net';
import {
  type Address,
  type Driver,
  type RunningTarget,
  TargetError,
  type TargetSpec,
} from '../target.ts';
import { SessionError, talk } from './session.ts';
import type { EndpointSettings } from './settings.ts';

// A server on another continent answers in half a second.
const TIMEOUT_MS = 5_000;

export function endpointDriver(settings: EndpointSettings): Driver {
  return {
    name: 'endpoint',
    // Whether it can be reached, connecting tells; nothing of this machine stands in the way.
    cannotStart: async () => undefined,
    start: async (spec) => {
      const { address, database } = parseEndpoint(spec, settings);
      const keys = await countKeys(spec.name, address, database);
      if (keys > 0 && !settings.allowNonEmpty) throw notEmpty(spec.name, database, keys);
      return new Endpoint(spec, address, database, settings.allowServerWide ?? false);
    },
  };
}

class Endpoint implements RunningTarget {
  readonly spec: TargetSpec;
  readonly address: Address;
  readonly databases: readonly number[];
  readonly owned = false;
  readonly serverWide: boolean;
  readonly startedAs: string;

  constructor(spec: TargetSpec, address: Address, database: number, serverWide: boolean) {
    this.spec = spec;
    this.address = address;
    this.databases = [database];
    this.serverWide = serverWide;
    this.startedAs = `endpoint ${spec.name}`;
  }

  async ending(): Promise<undefined> {
    return undefined;
  }

  async log(): Promise<string> {
    return '';
  }

  restart(): Promise<void> {
    return Promise.reject(
      new TargetError(this.spec.name, 'was not started here, so it is not restarted'),
    );
  }

  signal(name: string): Promise<void> {
    return Promise.reject(
      new TargetError(this.spec.name, `has no process of ours to send ${name} to`),
    );
  }

  /** Nothing was started, so nothing is stopped. */
  async [Symbol.asyncDispose](): Promise<void> {}
}

/** Where a URL leads. Pure; `spec.source` has been checked when the word was parsed. */
export function parseEndpoint(
  { source = '' }: TargetSpec,
  { ca }: EndpointSettings,
): { address: Address; database: number } {
  const url = new URL(source);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = url.protocol === 'rediss:';
  // A certificate is for a name; an IP address must not be sent as one.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return {
    address: {
      host,
      port: url.port === '' ? 6379 : Number(url.port),
      ...(tls ? { tls: { ...servername, ...(ca === undefined ? {} : { ca }) } } : {}),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    },
    database: Number(url.pathname.slice(1)),
  };
}

async function countKeys(target: string, address: Address, database: number): Promise<number> {
  try {
    const [reply] = await talk(address, [['DBSIZE']], { database, timeoutMs: TIMEOUT_MS });
    if (reply?.type === 'integer') return Number(reply.value);
    const said = reply?.type === 'error' ? reply.text : `a ${reply?.type} reply`;
    throw new SessionError('commands', said);
  } catch (error) {
    if (error instanceof SessionError) throw explain(target, address, database, error);
    throw error;
  }
}

/** Which of the user's mistakes it most likely was. The password is in none of the texts. */
function explain(
  target: string,
  { tls }: Address,
  database: number,
  cause: SessionError,
): TargetError {
  const { stage, problem } = cause;
  if (problem.startsWith('NOAUTH')) {
    return new TargetError(target, `wants a password (${problem})`, {
      remedy: 'Write redis://user:password@host:port/database.',
      cause,
    });
  }
  if (stage === 'AUTH') {
    return new TargetError(target, `refused the user or the password (${problem})`, { cause });
  }
  if (stage === 'SELECT') {
    return new TargetError(target, `has no database ${database} to use (${problem})`, { cause });
  }
  if (tls !== undefined && !isUnreachable(cause)) {
    return new TargetError(target, `TLS failed (${problem})`, {
      remedy: 'Name the authority of its certificate (PEM), or write redis:// if it speaks no TLS.',
      cause,
    });
  }
  return new TargetError(target, `cannot be reached (${problem})`, {
    remedy: problem.includes('closed')
      ? 'If it speaks TLS, write rediss://.'
      : 'Check host and port, and that the server runs.',
    cause,
  });
}

function isUnreachable({ cause }: SessionError): boolean {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'].includes(code);
}

function notEmpty(target: string, database: number, keys: number): TargetError {
  return new TargetError(
    target,
    `database ${database} has ${keys} keys; Samewire would put its own beside them`,
    { remedy: 'Name an empty database in the URL, or allow a database that is not empty.' },
  );
}
