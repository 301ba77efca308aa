import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerSite } from '@/lib/central/register-site';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type Installation, startInstallation } from '../../support/installation';

let database: TestDatabase;
let central: Installation;
const closers: (() => void)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  central = await startInstallation({ role: 'central', databaseUrl: database.url });
});
afterAll(async () => {
  for (const close of closers) close();
  await central.kill();
  await database.close();
});

interface Conformance {
  checks: number;
  ok: number;
  failed: string[];
}

/** The program as people run it. */
async function runConformance(...args: string[]) {
  const child = spawn(process.execPath, ['bin/conformance.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  const last = output.trim().split('\n').at(-1) ?? '';
  const { conformance } = last.startsWith('{') ? (JSON.parse(last) as { conformance: Conformance }) : {};
  return { code, output, conformance };
}

async function newToken(name: string): Promise<string> {
  return (await registerSite(database.db, { name })).token;
}

/** The real central server behind something that falsifies what it says. */
async function startFlawed(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Passed {
  path: string;
  status: number;
  body: Buffer;
}

const startFalsifier = (falsify: (answer: Passed) => Passed) =>
  startFlawed((request, response) => {
    pass(request, response, falsify).catch(() => response.destroy());
  });

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  falsify: (answer: Passed) => Passed,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? '';
  const { host: _host, 'content-length': _length, ...headers } = request.headers;
  const answer = await fetch(central.url + path, {
    method: request.method ?? 'POST',
    headers: new Headers({ ...(headers as Record<string, string>), connection: 'close' }),
    ...(request.method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
  });
  const { status, body } = falsify({
    path: path.split('/').at(-1) ?? '',
    status: answer.status,
    body: Buffer.from(await answer.arrayBuffer()),
  });
  const kept = ['content-type', 'estate-sync-protocol', 'retry-after'].flatMap((name) =>
    answer.headers.has(name) ? [[name, answer.headers.get(name) ?? '']] : [],
  );
  response.writeHead(status, Object.fromEntries(kept)).end(body);
}

test('this central server conforms to the protocol, and the program leaves nothing of its site behind', async () => {
  const { code, output, conformance } = await runConformance('--url', central.url, '--token', await newToken('A'));
  expect(conformance?.failed, output).toEqual([]);
  expect(conformance?.ok).toBe(conformance?.checks);
  expect(conformance?.checks).toBeGreaterThan(80);
  expect(output).toContain('removes them in the end');
  expect(code).toBe(0);
}, 180_000);

test('a central server that answers everything with an empty object fails nearly every check', async () => {
  const url = await startFlawed((request, response) => {
    request.resume();
    request.once('end', () =>
      response.writeHead(200, { 'content-type': 'application/json', 'estate-sync-protocol': '1' }).end('{}'),
    );
  });
  const { code, output, conformance } = await runConformance('--url', url, '--token', 't'.repeat(40));
  expect(code).toBe(1);
  expect(conformance?.ok).toBeLessThan((conformance?.checks ?? 0) / 10);
  expect(output).toMatch(
    /failed {2}no token: 401 token-refused\n +expected: .*401.*\n +received: .*200.*\n +protocol: Errors/,
  );
}, 180_000);

test('each flaw of an otherwise right central server is found by the checks of what it concerns', async () => {
  const url = await startFalsifier(({ path, status, body }) => {
    const text = () => body.toString();
    // A late session is let pass; the doubt about a cursor is swallowed; deletions carry data; files lose a byte.
    if (status === 409 && text().includes('session-superseded')) return { path, status: 200, body: Buffer.from('{}') };
    if (path === 'pull') {
      return {
        path,
        status,
        body: Buffer.from(
          text()
            .replace('"cursor-unknown"', 'null')
            .replace(/("delete","data":)null/g, '$1{}'),
        ),
      };
    }
    if (path.startsWith('files?') && body.length > 1_000) return { path, status, body: body.subarray(1) };
    return { path, status, body };
  });
  const { code, output, conformance } = await runConformance('--url', url, '--token', await newToken('B'));
  expect(code).toBe(1);
  expect(conformance?.failed.sort(), output).toEqual([
    'a deletion removes the record, comes back as a deletion without data, and can be repeated',
    'a file is downloaded whole and from an offset, byte by byte the same',
    'a pull after a cursor of an unknown epoch, or beyond the end, is answered with doubt',
    'an older session than the last: 409 session-superseded with both, and nothing is stored',
    'the same session with another id: 409 session-superseded',
  ]);
}, 180_000);

test('nobody at the address ends the program soon, with exit code 1', async () => {
  const { code, output } = await runConformance('--url', 'http://127.0.0.1:1', '--token', 't'.repeat(40));
  expect(code).toBe(1);
  expect(output).toContain('Nobody answers');
});

test.each([[[]], [['--url', 'http://127.0.0.1:1']], [['--url', 'nowhere', '--token', 'x']], [['--what']]])(
  'called with %j it explains how it is used',
  async (args) => {
    const { code, output } = await runConformance(...args);
    expect(code).toBe(2);
    expect(output).toContain('npm run conformance -- --url URL --token TOKEN');
  },
);
