import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InterfaceSource } from '@/lib/db/schema/interfaces';
import { openHttps } from '@/lib/sources/https';
import { readIndexPage } from '@/lib/sources/https-index';
import type { Source, SourceFile } from '@/lib/sources/source';
import { bytesOf } from '../../support/openimmo';
import { type HttpsServer, startHttpsServer } from '../../support/remote/https-server';
import { createTestNetwork } from '../../support/remote/network';

let server: HttpsServer;
beforeEach(async () => {
  server = await startHttpsServer();
});
afterEach(() => server.close());

type Settings = Extract<InterfaceSource, { kind: 'https' }>;
const open = (path: string, values: Partial<Settings> = {}, network = createTestNetwork()) =>
  openHttps(
    { kind: 'https', url: `${server.url}${path}`, listing: false, user: null, ...values },
    { password: 'correct horse' },
    network,
  );
const all = async (source: Source) => {
  const files: SourceFile[] = [];
  for await (const file of source.list()) files.push(file);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
};
const LAST = 'Sun, 22 Nov 2026 06:24:31 GMT';
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

describe('an HTTPS address', () => {
  it('is one delivery, whose version is its ETag and its time', async () => {
    server.file('/export/all.zip?key=1', bytes, { etag: '"v1"', 'last-modified': LAST });
    const source = open('/export/all.zip?key=1');
    expect(await all(source)).toEqual([
      { path: 'all.zip', sizeBytes: 300_000, modifiedAt: new Date(LAST), version: '"v1"', complete: true },
    ]);
    const file = await source.open('all.zip');
    expect((await bytesOf(file.read(0, file.sizeBytes))).equals(bytes)).toBe(true);
    expect(file).toMatchObject({ modifiedAt: new Date(LAST), version: '"v1"' });
    expect(await file.changedSizeBytes()).toBeNull();
    await file.close();
  });

  it('says who asks, to a server that wants to know', async () => {
    server.at('/a.zip', (request, response) => {
      const known = request.headers.authorization === `Basic ${Buffer.from('broker:correct horse').toString('base64')}`;
      response
        .writeHead(known ? 200 : 401, { 'content-length': 3, etag: '"1"' })
        .end(request.method === 'HEAD' ? undefined : 'abc');
    });
    expect(await all(open('/a.zip', { user: 'broker' }))).toHaveLength(1);
    await expect(all(open('/a.zip'))).rejects.toMatchObject({ code: 'source-login-refused' });
  });

  it('of a server that knows no HEAD and says nothing of version or size is fetched all the same', async () => {
    server.at('/export', (request, response) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else response.write('<openimmo/>', () => response.end());
    });
    const [listed] = await all(open('/export'));
    expect(listed).toMatchObject({ path: 'delivery.zip', sizeBytes: 0, version: null });
    const file = await open('/export').open('delivery.zip');
    expect(file.sizeBytes).toBe(11);
    expect(await file.changedSizeBytes()).toBeNull();
    await file.close();
  });

  it('that is cut in the middle goes on there while it is the same version', async () => {
    let cut = false;
    const ranges: (string | undefined)[] = [];
    server.file('/rest.zip', bytes, { etag: '"v1"', 'last-modified': LAST });
    server.at('/a.zip', (request, response) => {
      const headers = { etag: '"v1"', 'last-modified': LAST };
      if (request.method === 'HEAD') {
        response.writeHead(200, { ...headers, 'content-length': bytes.length }).end();
        return;
      }
      ranges.push(request.headers.range);
      const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(start ? 206 : 200, { ...headers, 'content-length': bytes.length - start });
      if (cut) response.end(bytes.subarray(start));
      else response.write(bytes.subarray(0, 100_000), () => response.destroy());
      cut = true;
    });
    const file = await open('/a.zip').open('a.zip');
    expect((await bytesOf(file.read(0, file.sizeBytes))).equals(bytes)).toBe(true);
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
    await file.close();
  });

  it('that is replaced in the middle begins anew', async () => {
    let version = 1;
    const other = Buffer.alloc(200_000, 'x');
    server.at('/a.zip', (request, response) => {
      const current = version === 1 ? bytes : other;
      response.writeHead(200, { etag: `"v${version}"`, 'last-modified': LAST, 'content-length': current.length });
      if (request.method === 'GET') version = 2;
      response.end(request.method === 'HEAD' ? undefined : current);
    });
    const file = await open('/a.zip').open('a.zip');
    expect((await bytesOf(file.read(0, file.sizeBytes))).equals(other)).toBe(true);
    expect(file.version).toBe('"v2"');
    expect(await file.changedSizeBytes()).toBeNull();
    await file.close();
  });

  it('that is gone, that fails, or that is a private one after a redirect says so', async () => {
    await expect(all(open('/none.zip'))).rejects.toMatchObject({ code: 'source-answer', details: { status: 404 } });
    server.at('/broken.zip', (_request, response) => response.writeHead(503).end());
    await expect(all(open('/broken.zip'))).rejects.toMatchObject({ code: 'source-answer', retryable: true });
    server.at('/away.zip', (_request, response) =>
      response.writeHead(302, { location: 'https://192.168.0.1/a.zip' }).end(),
    );
    await expect(all(open('/away.zip'))).rejects.toMatchObject({ code: 'source-address-refused' });
    await expect(all(open('/a.zip', {}, createTestNetwork({ allowed: [] })))).rejects.toMatchObject({
      code: 'source-address-refused',
    });
  });

  it('that sends too much is left', async () => {
    server.at('/a.zip', (request, response) => {
      response.writeHead(200, { etag: '"1"' }).end(request.method === 'HEAD' ? undefined : bytes);
    });
    const network = createTestNetwork({ mostBytes: 100_000 });
    await expect(open('/a.zip', {}, network).open('a.zip')).rejects.toMatchObject({ code: 'source-too-large' });
  });
});

describe('an index page', () => {
  it('in HTML lists what lies below it, and nothing else', async () => {
    server.at('/out/', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<html><body>
        <a href="../">up</a> <a href="a.zip">a</a> <a href='sub/b%20b.xml'>b</a> <A class=x HREF=c.ZIP>c</A>
        <a href="/elsewhere/d.zip">d</a> <a href="https://files.example.org/out/e.zip">e</a> <a href="notes.txt">n</a>
        <a href="a.zip">again</a> <a href="..%2fsecret.zip">s</a> <a href="%2e%2e/f.zip">f</a> <a href="gone.zip">g</a>
        <a href="javascript:alert(1).zip">j</a></body></html>`);
    });
    for (const [path, text] of [
      ['/out/a.zip', 'aa'],
      ['/out/sub/b%20b.xml', 'bbb'],
      ['/out/c.ZIP', 'c'],
    ] as const) {
      server.file(path, Buffer.from(text), { etag: `"${text}"`, 'last-modified': LAST });
    }
    const source = open('/out/', { listing: true });
    const files = await all(source);
    expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['a.zip', 2],
      ['c.ZIP', 1],
      ['sub/b b.xml', 3],
    ]);
    const file = await source.open('sub/b b.xml');
    expect((await bytesOf(file.read(0, 3))).toString()).toBe('bbb');
    await file.close();
  });

  it('in JSON says size and time itself, and is not asked twice', async () => {
    server.at('/out/', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify([
          { name: 'a.zip', type: 'file', mtime: LAST, size: 12 },
          { name: 'sub', type: 'directory', mtime: LAST },
          { name: '../up.zip', mtime: LAST, size: 1 },
        ]),
      );
    });
    expect(await all(open('/out/', { listing: true }))).toEqual([
      { path: 'a.zip', sizeBytes: 12, modifiedAt: new Date(LAST), version: null },
    ]);
    expect(server.requests).toEqual(['GET /out/']);
  });

  it('that is none says so', async () => {
    server.at('/out/', (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('no list'));
    await expect(all(open('/out/', { listing: true }))).rejects.toMatchObject({ code: 'source-no-listing' });
  });

  it.each([
    ['["a.zip", {"url": "b.zip"}, 5, {"files": 1}]', 2],
    ['{"files": [{"href": "a.zip", "size": "many"}]}', 1],
    ['{"other": []}', null],
    ['[broken', null],
  ])('reads %s as %j links', (text, count) => {
    const page = new URL('https://files.example.org/out/');
    expect(readIndexPage(text, 'application/json', page, page)?.length ?? null).toBe(count);
  });

  it('with a hundred thousand unclosed links is read in a moment', () => {
    const page = new URL('https://files.example.org/out/');
    const began = performance.now();
    readIndexPage('<a '.repeat(300_000), 'text/html', page, page);
    readIndexPage(`<a ${'href='.repeat(200_000)}`, 'text/html', page, page);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
