import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { acceptVersion, answerVersion, type VersionRange } from '@/lib/protocol/negotiate';
import { HEADERS } from '@/lib/protocol/v1';
import { createCentralClient } from '@/lib/sync/client';
import { createFileClient } from '@/lib/sync/files/client';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface FarSide {
  url: string;
  /** In which version every request came. */
  asked: string[];
  speak(versions: VersionRange): void;
}

/** A central server that speaks certain versions, and knows nothing else. */
async function startFarSide(versions: VersionRange): Promise<FarSide> {
  let spoken = versions;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const header = String(request.headers[HEADERS.protocol] ?? '');
    asked.push(header);
    response.setHeader(HEADERS.protocol, String(answerVersion(header, spoken)));
    const accepted = acceptVersion(header, spoken);
    if (typeof accepted === 'number') {
      const answer = request.url?.endsWith('/files')
        ? { wanted: [], unknown: [], given: [] }
        : { waiting: 0, problemCount: 0, problems: [] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return;
    }
    const { code, ...details } = accepted;
    response.writeHead(422, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code, details }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const speak = (next: VersionRange) => {
    spoken = next;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, speak };
}

const connection = (url: string, versions: VersionRange) => ({
  url,
  token: 't'.repeat(30),
  installationId: crypto.randomUUID(),
  retryDelaysMs: [],
  versions,
});
const askStatus = (url: string, versions: VersionRange) =>
  createCentralClient(connection(url, versions)).status({ retry: false });

test('a site that speaks 1 and 2 goes down to 1 with a central server that speaks only 1, and remembers it', async () => {
  const farSide = await startFarSide({ min: 1, max: 1 });
  await expect(askStatus(farSide.url, { min: 1, max: 2 })).resolves.toMatchObject({ waiting: 0 });
  expect(farSide.asked).toEqual(['2', '1']);
  await askStatus(farSide.url, { min: 1, max: 2 });
  expect(farSide.asked).toEqual(['2', '1', '1']);
  const files = createFileClient(connection(farSide.url, { min: 1, max: 2 }));
  await expect(files.ask({ has: [], wants: [] })).resolves.toMatchObject({ wanted: [] });
  expect(farSide.asked).toEqual(['2', '1', '1', '1']);
});

test('a site that speaks only 1 is answered in 1 by a central server that speaks 1 and 2, at once', async () => {
  const farSide = await startFarSide({ min: 1, max: 2 });
  await expect(askStatus(farSide.url, { min: 1, max: 1 })).resolves.toMatchObject({ waiting: 0 });
  expect(farSide.asked).toEqual(['1']);
});

test('a central server that no longer speaks what was remembered is spoken to in the highest common version', async () => {
  const farSide = await startFarSide({ min: 1, max: 1 });
  await askStatus(farSide.url, { min: 1, max: 3 });
  farSide.speak({ min: 2, max: 2 });
  await askStatus(farSide.url, { min: 1, max: 3 });
  expect(farSide.asked).toEqual(['3', '1', '1', '2']);
});

test.each([
  ['too old', { min: 1, max: 1 }, { min: 2, max: 3 }, 'version-too-old', 1],
  ['too new', { min: 2, max: 3 }, { min: 1, max: 1 }, 'version-too-new', 2],
])(
  'a site that is %s for a central server is told so after one request',
  async (_name, site, central, code, received) => {
    const farSide = await startFarSide(central);
    await expect(askStatus(farSide.url, site)).rejects.toMatchObject({
      code,
      details: { ...central, received },
      retryable: false,
    });
    expect(farSide.asked).toHaveLength(1);
  },
);

test('a refusal that names no versions is passed on as it is', async () => {
  const server = createServer((_request, response) => {
    response
      .writeHead(422, { 'content-type': 'application/problem+json', [HEADERS.protocol]: '1' })
      .end(JSON.stringify({ code: 'version-too-new', details: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(askStatus(url, { min: 1, max: 2 })).rejects.toMatchObject({ code: 'version-too-new' });
});

test('an answer in another version than the request is not read', async () => {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', [HEADERS.protocol]: '2' })
      .end(JSON.stringify({ waiting: 0, problemCount: 0, problems: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(askStatus(url, { min: 1, max: 1 })).rejects.toMatchObject({
    code: 'central-unavailable',
    details: { reason: 'other-version', answered: '2' },
  });
});
