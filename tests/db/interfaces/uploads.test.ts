import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/api-tokens/create';
import { listApiTokens } from '@/lib/api-tokens/list';
import { revokeApiToken } from '@/lib/api-tokens/revoke';
import { createInterface } from '@/lib/interfaces/create';
import { createImportWork } from '@/lib/interfaces/import-work';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { receiveUpload } from '@/lib/interfaces/originals/receive-upload';
import { scanInterface } from '@/lib/interfaces/scan';
import { startImport } from '@/lib/interfaces/start-import';
import { openStorage } from '@/lib/storage/storage';
import { readUploadForm } from '@/lib/web/upload-form';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { executeClaimed } from '../../support/import-harness';
import { type Installation, startInstallation } from '../../support/installation';
import { bytesOf, oneProperty } from '../../support/openimmo';
import { insertProvider } from '../../support/records';
import { waitFor } from '../../support/wait-for';

let database: TestDatabase;
let server: Installation;
let dataDir: string;
let interfaceId: string;
let token: string;
let count = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'uploads-'));
  process.env.MAX_DELIVERY_MB = '1';
  server = await startInstallation({ role: 'site', databaseUrl: database.url, dataDir, executor: false });
  await insertProvider(database.db, { number: 'A-100', name: 'Hafen Immobilien' });
});
afterAll(async () => {
  delete process.env.MAX_DELIVERY_MB;
  await server.kill();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.db.execute(sql`truncate interfaces, deliveries, runs cascade`);
  await rm(path.join(dataDir, 'files'), { recursive: true, force: true });
  interfaceId = await addInterface('upload');
  ({ token } = await createApiToken(database.db, { name: 'Makler 2000', interfaceId, createdBy: null }));
});

const addInterface = async (kind: 'upload' | 'directory') => {
  const source = kind === 'upload' ? { kind } : { kind, path: '' };
  const input = { name: `Interface ${++count}`, source, providerIds: [], intervalMinutes: null, ...DEFAULT_RULES };
  return (await createInterface(database.db, input)).id;
};
const addressOf = (name: string, id = interfaceId) => `${server.url}/api/interfaces/${id}/deliveries/${name}`;
const put = (name: string, body: BodyInit, headers: Record<string, string> = {}, id = interfaceId) =>
  fetch(addressOf(name, id), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml', ...headers },
    body,
  });
const rows = () =>
  database.db.execute<{ path: string; state: string; size: number; gone: boolean }>(sql`
    select path, state, size_bytes::int as size, gone_at is not null as gone from deliveries order by path`);
const keptFiles = async () => {
  const all = await readdir(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).length;
};
const places = () => ({ storage: openStorage(path.join(dataDir, 'files')), deliveryRoots: [] });
const runImport = async () => {
  await startImport(database.db, { interfaceId });
  return executeClaimed(database.db, createImportWork(interfaceId, places()));
};

describe('an upload by a program', () => {
  it('becomes a delivery that is whole at once, and is imported', async () => {
    const response = await put('a.xml', oneProperty(), { 'content-type': 'application/xml' });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ path: 'a.xml', replaced: false });
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'new' }]);
    expect((await runImport()).counts).toMatchObject({ created: 1, deliveries: 1 });
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'done' }]);
    await scanInterface(database.db, interfaceId, places());
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'done', gone: false }]);
  });

  it('of the same name is a new version, and the old one is gone', async () => {
    await put('a.xml', oneProperty({ title: 'Eins' }));
    await runImport();
    const response = await put('a.xml', oneProperty({ title: 'Zwei' }));
    expect(await response.json()).toMatchObject({ replaced: true });
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'changed' }]);
    expect(await keptFiles()).toBe(1);
    expect((await runImport()).counts).toMatchObject({ updated: 1 });
  });

  it('is refused with 401 without a token, with a wrong, revoked, expired or another interface’s one', async () => {
    const other = await addInterface('upload');
    const { token: others } = await createApiToken(database.db, { name: 'x', interfaceId: other, createdBy: null });
    const expiresAt = new Date(Date.now() - 1_000);
    const { token: old } = await createApiToken(database.db, { name: 'x', interfaceId, createdBy: null, expiresAt });
    for (const authorization of [
      '',
      'Bearer',
      `Basic ${token}`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${others}`,
      `Bearer ${old}`,
    ]) {
      const response = await put('a.xml', oneProperty(), { authorization });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'token-refused' });
    }
    expect((await put('a.xml', oneProperty(), {}, other)).status).toBe(401);
    expect((await put('a.xml', oneProperty(), {}, 'none')).status).toBe(401);
    const { rows: tokens } = await listApiTokens(database.db, { interfaceId });
    await revokeApiToken(database.db, tokens.find(({ name }) => name === 'Makler 2000')?.id ?? '');
    expect((await put('a.xml', oneProperty())).status).toBe(401);
    expect(await rows()).toEqual([]);
    expect(await keptFiles()).toBe(0);
  });

  it('is refused with 415 when it is no delivery by name or type, whatever the spelling of the name', async () => {
    for (const name of [
      'a.exe',
      '.hidden.zip',
      'a.zip.part',
      '..%2Fa.zip',
      '%2e%2e%5ca.zip',
      'a%00.zip',
      'a%0a.xml',
      '%E0%A4%A.zip',
    ]) {
      expect((await put(name, 'x')).status).toBe(415);
    }
    expect((await put('a.zip', 'x', { 'content-type': 'image/png' })).status).toBe(415);
    expect(await rows()).toEqual([]);
  });

  it('is refused with 409 while that delivery is imported, and where an interface takes no uploads', async () => {
    await put('a.xml', oneProperty());
    await database.db.execute(sql`update deliveries set state = 'running'`);
    const response = await put('a.xml', oneProperty({ title: 'Neu' }));
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'delivery-running' });
    expect(await keptFiles()).toBe(1);
    const other = await addInterface('directory');
    const { token: others } = await createApiToken(database.db, { name: 'x', interfaceId: other, createdBy: null });
    const refused = await put('a.xml', oneProperty(), { authorization: `Bearer ${others}` }, other);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'uploads-not-taken' });
  });

  it('is refused with 413 beyond the limit, announced or not, and leaves nothing', async () => {
    expect(await statusOf('a.zip', { 'content-length': 1_048_577 }, 1)).toBe(413);
    expect(await statusOf('b.zip', { 'transfer-encoding': 'chunked' }, 40)).toBe(413);
    await waitFor('nothing to be left', async () => (await keptFiles()) === 0);
    expect(await rows()).toEqual([]);
  });

  it('that breaks off in the middle leaves nothing, and the version before stays', async () => {
    await put('a.xml', oneProperty());
    for (const name of ['a.xml', 'b.xml']) await cutUpload(name);
    await waitFor('the cut uploads to be forgotten', async () => (await keptFiles()) === 1);
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'new' }]);
    expect((await runImport()).counts).toMatchObject({ created: 1, deliveries: 1 });
  });

  it('notes in the audit log who uploaded what, and when the token was used, never the token', async () => {
    await put('a.xml', oneProperty());
    const log = await database.db.execute<{ line: string }>(sql`select a::text as line from audit_log a`);
    expect(log.some(({ line }) => line.includes('delivery.upload') && line.includes('Makler 2000'))).toBe(true);
    expect(log.some(({ line }) => line.includes(token))).toBe(false);
    const [row] = (await listApiTokens(database.db, { interfaceId })).rows;
    expect(row).toMatchObject({ name: 'Makler 2000', beginning: token.slice(0, 8), state: 'active' });
    expect(row?.lastUsedAt).toBeInstanceOf(Date);
    const stored = await database.db.execute<{ line: string }>(sql`select t::text as line from api_tokens t`);
    expect(stored.some(({ line }) => line.includes(token))).toBe(false);
  });
});

/** What is answered to a body of so many pieces of 64 KiB, whether or not all of it is taken. */
function statusOf(name: string, headers: Record<string, string | number>, pieces: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(addressOf(name), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, ...headers },
      agent: false,
    });
    outgoing.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      outgoing.destroy();
    });
    outgoing.on('error', reject);
    for (let piece = 0; piece < pieces; piece++) outgoing.write(Buffer.alloc(65_536));
  });
}

/** Half of what is announced, then the connection is cut. */
function cutUpload(name: string): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = request(addressOf(name), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-length': 100_000 },
      agent: false,
    });
    outgoing.on('error', () => resolve());
    outgoing.on('close', () => resolve());
    outgoing.write(Buffer.alloc(50_000, '<'), () => outgoing.destroy());
  });
}

describe('a form with several files', () => {
  const storage = () => places().storage;
  const form = async (files: Record<string, string>) => {
    const data = new FormData();
    for (const [name, text] of Object.entries(files)) data.append('files', new File([text], name));
    const response = new Response(data);
    return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
  };

  it('hands out each as it comes, and goes on behind one that is not wanted', async () => {
    const { type, bytes } = await form({
      'a.xml': 'first',
      'große Datei.zip': 'second'.repeat(50_000),
      'c.xml': 'third',
    });
    const taken: string[] = [];
    await readUploadForm(type, Readable.from(chunksOf(bytes, 1_000)), async ({ field, name, stream }) => {
      if (name === 'große Datei.zip') stream.destroy();
      else taken.push(`${field} ${name} ${(await bytesOf(stream)).toString()}`);
    });
    expect(taken).toEqual(['files a.xml first', 'files c.xml third']);
  });

  it('that breaks off keeps the files that were whole, and nothing of the other', async () => {
    const { type, bytes } = await form({ 'a.xml': oneProperty(), 'b.xml': 'x'.repeat(50_000) });
    const body = new PassThrough();
    const read = readUploadForm(type, body, async ({ name, stream }) => {
      await receiveUpload(database.db, storage(), { interfaceId, name, stream }, 1_000_000);
    });
    body.write(bytes.subarray(0, bytes.length - 20_000));
    await waitFor('the first file', async () => (await rows()).length === 1);
    body.destroy(new Error('cut'));
    await expect(read).rejects.toMatchObject({ code: 'connection-failed' });
    expect(await rows()).toMatchObject([{ path: 'a.xml', state: 'new' }]);
    expect(await keptFiles()).toBe(1);
  });

  it('that is none is refused', async () => {
    await expect(readUploadForm('application/json', Readable.from([]), async () => undefined)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(readUploadForm('multipart/form-data', Readable.from([]), async () => undefined)).rejects.toMatchObject(
      {
        code: 'invalid-input',
      },
    );
  });
});

function* chunksOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
