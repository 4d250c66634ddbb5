import { describe, expect, it } from 'vitest';
import { parseEndpoint } from './endpoint.ts';

const at = (source: string, ca?: string) =>
  parseEndpoint({ name: 'endpoint', driver: 'endpoint', source }, ca === undefined ? {} : { ca });

describe('a URL', () => {
  it.each([
    ['redis://h', { host: 'h', port: 6379 }, 0],
    ['redis://h:7000/3', { host: 'h', port: 7000 }, 3],
    ['redis://[::1]:7000', { host: '::1', port: 7000 }, 0],
    ['redis://:p%40ss@h', { host: 'h', port: 6379, password: 'p@ss' }, 0],
    ['redis://me:secret@h/1', { host: 'h', port: 6379, username: 'me', password: 'secret' }, 1],
    ['rediss://h', { host: 'h', port: 6379, tls: { servername: 'h' } }, 0],
    ['rediss://127.0.0.1', { host: '127.0.0.1', port: 6379, tls: {} }, 0],
  ])('%s leads to its address', (source, address, database) => {
    expect(at(source)).toEqual({ address, database });
  });

  it('takes the authority along only for TLS', () => {
    expect(at('rediss://h', 'PEM').address.tls?.ca).toBe('PEM');
    expect(at('redis://h', 'PEM').address).not.toHaveProperty('tls');
  });
});
