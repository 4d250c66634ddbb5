import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askDaemon } from './daemon.ts';

const folder = await mkdtemp(join(tmpdir(), 'samewire-test-'));
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (dockerHost: string) =>
  askDaemon({ path: [], cacheDir: folder, tempDir: folder, dockerHost });

async function daemon(answer: RequestListener): Promise<string> {
  const socket = join(folder, `${servers.length}.sock`);
  const server = createServer(answer).listen(socket);
  servers.push(server);
  await once(server, 'listening');
  return `unix://${socket}`;
}

describe('a container daemon', () => {
  it('tells its images, those without a name left out', async () => {
    const images = [{ RepoTags: ['redis:8.0', 'redis:8'] }, { RepoTags: null }];
    const host = await daemon((request, response) =>
      response.end(request.url === '/images/json' ? JSON.stringify(images) : '[]'),
    );
    expect(await ask(host)).toEqual({ images: ['redis:8.0', 'redis:8'] });
  });

  it.each([
    ['that refuses', 403, 'not for you', /it says not for you/],
    ['that answers with rubbish', 200, '<html>', /not valid JSON/],
  ])('%s is none', async (_, status, text, why) => {
    const host = await daemon((_request, response) => response.writeHead(status).end(text));
    const answer = await ask(host);
    expect(answer.why).toMatch(why);
    expect(answer.why).toContain('start Docker');
    expect(answer.images).toEqual([]);
  });

  it('that is not there is none', async () => {
    expect((await ask(`unix://${folder}/none.sock`)).why).toMatch(/ENOENT/);
    expect((await ask('tcp://127.0.0.1:9')).why).toMatch(/ECONNREFUSED/);
  });

  it('that is reached in ways of its own is taken on trust', async () => {
    expect(await ask('ssh://build@host')).toEqual({ images: [] });
  });
});
