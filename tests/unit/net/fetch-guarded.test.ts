import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchGuarded } from '@/lib/net/fetch-guarded';
import { type HttpsServer, startHttpsServer } from '../../support/remote/https-server';
import { createTestNetwork } from '../../support/remote/network';

let server: HttpsServer;
let other: HttpsServer;
beforeEach(async () => {
  server = await startHttpsServer();
  other = await startHttpsServer();
});
afterEach(async () => {
  await server.close();
  await other.close();
});

const at = (path: string) => new URL(path, server.url);
const read = async (body: AsyncIterable<Buffer>) => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('a guarded request', () => {
  it('follows redirects, and hands its credentials to nobody but the host they are for', async () => {
    const seen: (string | undefined)[] = [];
    server.at('/from', (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${other.url}/to` }).end();
    });
    other.at('/to', (request, response) => {
      seen.push(request.headers.authorization);
      response.end('here');
    });
    const credentials = { user: 'broker', password: 'secret' };
    const answer = await fetchGuarded(createTestNetwork(), at('/from'), { credentials });
    expect(await read(answer.body)).toBe('here');
    expect(answer).toMatchObject({ status: 200, url: new URL('/to', other.url) });
    expect(seen).toEqual([`Basic ${Buffer.from('broker:secret').toString('base64')}`, undefined]);
  });

  it('to the own network is refused: by address, by name, in every spelling, before anything is sent', async () => {
    const network = createTestNetwork({ allowed: [], lookup: async () => [{ address: '10.0.0.5', family: 4 }] });
    const { port } = server;
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'internal.example.org']) {
      await expect(fetchGuarded(network, new URL(`https://${host}:${port}/`))).rejects.toMatchObject({
        code: 'source-address-refused',
      });
    }
    expect(server.requests).toEqual([]);
  });

  it('is refused when a redirect leads to the own network', async () => {
    server.at('/from', (_request, response) => {
      response.writeHead(302, { location: `https://10.1.1.1:${other.port}/admin` }).end();
    });
    await expect(fetchGuarded(createTestNetwork(), at('/from'))).rejects.toMatchObject({
      code: 'source-address-refused',
      details: { address: '10.1.1.1' },
    });
  });

  it('stays with the address that was checked, whatever the name means a moment later', async () => {
    let asked = 0;
    const network = createTestNetwork({
      allowed: ['127.0.0.1'],
      lookup: async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }],
    });
    server.at('/a', (_request, response) => response.end('the one that was checked'));
    const answer = await fetchGuarded(network, new URL(`https://files.example.org:${server.port}/a`));
    expect(await read(answer.body)).toBe('the one that was checked');
    expect(asked).toBe(1);
    await expect(fetchGuarded(network, new URL(`https://files.example.org:${server.port}/a`))).rejects.toMatchObject({
      code: 'source-address-refused',
      details: { address: '169.254.169.254' },
    });
  });

  it('of several addresses uses only those that are allowed', async () => {
    const network = createTestNetwork({
      allowed: ['127.0.0.1'],
      lookup: async () => [
        { address: '10.9.9.9', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    server.at('/a', (_request, response) => response.end('yes'));
    const answer = await fetchGuarded(network, new URL(`https://files.example.org:${server.port}/a`));
    expect(await read(answer.body)).toBe('yes');
  });

  it('over plain HTTP, to a host that is not on the list, or round in circles is refused', async () => {
    const network = createTestNetwork();
    await expect(fetchGuarded(network, new URL('http://files.example.org/'))).rejects.toMatchObject({
      code: 'source-not-https',
    });
    server.at('/down', (_request, response) =>
      response.writeHead(301, { location: 'http://files.example.org/' }).end(),
    );
    await expect(fetchGuarded(network, at('/down'))).rejects.toMatchObject({ code: 'source-not-https' });
    server.at('/round', (_request, response) => response.writeHead(302, { location: '/round' }).end());
    await expect(fetchGuarded(network, at('/round'))).rejects.toMatchObject({ code: 'source-redirects' });
    const accepts = (host: string) => host === 'files.example.org';
    await expect(fetchGuarded(network, at('/a'), { accepts })).rejects.toMatchObject({
      code: 'source-address-refused',
    });
  });

  it('ends in time when nothing is answered, when nothing more comes, and when it is too much', async () => {
    server.at('/mute', () => undefined);
    await expect(fetchGuarded(createTestNetwork({ callMs: 200 }), at('/mute'))).rejects.toMatchObject({
      code: 'source-timed-out',
    });
    server.at('/stalls', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
    });
    const stalling = await fetchGuarded(createTestNetwork({ idleMs: 200 }), at('/stalls'));
    await expect(read(stalling.body)).rejects.toMatchObject({ code: 'source-timed-out' });
    server.at('/cut', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    const cut = await fetchGuarded(createTestNetwork(), at('/cut'));
    await expect(read(cut.body)).rejects.toMatchObject({ code: 'source-unreachable', details: { kind: 'cut' } });
    server.at('/endless', (_request, response) => {
      const go = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', go);
      };
      go();
    });
    const endless = await fetchGuarded(createTestNetwork(), at('/endless'), { mostBytes: 1_000_000 });
    await expect(read(endless.body)).rejects.toMatchObject({ code: 'source-too-large' });
  });

  it('refuses a certificate that nobody vouches for', async () => {
    const { ca: _trusted, ...strict } = createTestNetwork();
    await expect(fetchGuarded(strict, at('/'))).rejects.toMatchObject({
      code: 'source-unreachable',
      details: { kind: 'tls' },
    });
  });
});
