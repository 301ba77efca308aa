import { createHash, randomBytes } from 'node:crypto';
import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_FILE_BYTES } from '@/lib/protocol/files';
import { HEADERS } from '@/lib/protocol/v1';
import { hasStoredFile } from '@/lib/storage/open-stored-file';
import { heldBytes } from '@/lib/storage/partial-files';
import { storageKey } from '@/lib/storage/storage';
import {
  type AttachedFile,
  attachFile,
  type FilePair,
  type FileSite,
  INSTALLATION,
  pushRecords,
  startFilePair,
  transfer,
} from '../../support/file-pair';

let pair: FilePair;
let owner: FileSite;
let other: FileSite;
let file: AttachedFile;
beforeAll(async () => {
  pair = await startFilePair();
  owner = await pair.addSite('owner');
  other = await pair.addSite('other');
  file = await attachFile(owner, 'plan.pdf');
  await pushRecords(owner, pair.central.db);
  await transfer(owner);
});
afterAll(() => pair.close());

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function post(site: FileSite, query: string, body: Buffer | string, headers: Record<string, string> = {}) {
  const response = await fetch(`${pair.server.url}/api/central/v1/files${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${site.token}`,
      'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
      [HEADERS.installation]: INSTALLATION,
      [HEADERS.protocol]: '1',
      ...headers,
    },
    body: body as BodyInit,
  });
  expect(response.headers.get(HEADERS.protocol)).toBe('1');
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(bytes.toString()) : null;
  return { status: response.status, bytes, json };
}

const ask = (site: FileSite, question: { has?: string[]; wants?: string[] }) =>
  post(site, '', JSON.stringify(question));
const read = (site: FileSite, sha256: string, offset = 0) => post(site, `?sha256=${sha256}&offset=${offset}`, '{}');
const upload = (
  site: FileSite,
  sha256: string,
  bytes: Buffer,
  { offset = 0, size }: { offset?: number; size?: number } = {},
) => post(site, `?sha256=${sha256}&offset=${offset}&size=${size ?? offset + bytes.length}`, bytes);

/** An attachment of the site whose bytes the central server waits for. */
async function announce(site: FileSite, bytes: Buffer) {
  const attached = await attachFile(site, 'awaited.jpg', { bytes });
  await pushRecords(site, pair.central.db);
  return attached.sha256;
}

describe('knowing a hash grants no file', () => {
  test('the site that uploaded it reads it, from any offset', async () => {
    expect((await ask(owner, { wants: [file.sha256] })).json.given).toEqual([
      { sha256: file.sha256, sizeBytes: file.bytes.length },
    ]);
    expect((await read(owner, file.sha256)).bytes.equals(file.bytes)).toBe(true);
    expect((await read(owner, file.sha256, 99_990)).bytes.equals(file.bytes.subarray(99_990))).toBe(true);
    expect((await read(owner, file.sha256, 100_000)).bytes.length).toBe(0);
    expect((await read(owner, file.sha256, 100_001)).status).toBe(400);
  });

  test('another site is told the same as of a file that does not exist', async () => {
    const unknown = hashOf(randomBytes(10));
    expect((await ask(other, { wants: [file.sha256, unknown], has: [file.sha256, unknown] })).json).toEqual({
      wanted: [],
      unknown: expect.arrayContaining([file.sha256, unknown]),
      given: [],
    });
    const [foreign, none] = [await read(other, file.sha256), await read(other, unknown)];
    expect(foreign.status).toBe(404);
    expect(foreign.json).toEqual({ ...none.json, details: { ...none.json.details, id: file.sha256 } });
  });

  test('a record that names the hash is no proof: its site must bring the bytes first', async () => {
    const thief = await pair.addSite('thief');
    const claimed = await attachFile(thief, 'claimed.pdf', { bytes: file.bytes, stored: false });
    await pushRecords(thief, pair.central.db);
    expect((await ask(thief, { wants: [claimed.sha256] })).json.given).toEqual([]);
    expect((await read(thief, file.sha256)).status).toBe(404);
    expect((await ask(thief, { has: [file.sha256] })).json.wanted).toEqual([{ sha256: file.sha256, heldBytes: 0 }]);
    expect((await upload(thief, file.sha256, randomBytes(100_000))).json.code).toBe('file-damaged');
    expect((await read(thief, file.sha256)).status).toBe(404);
    expect((await upload(thief, file.sha256, file.bytes)).status).toBe(200);
    expect((await read(thief, file.sha256)).bytes.equals(file.bytes)).toBe(true);
    expect((await read(owner, file.sha256)).bytes.equals(file.bytes)).toBe(true);
  });

  test('a site reads what is shared with it, for as long as it is, and only what its owner brought itself', async () => {
    const { db } = pair.central;
    const group = uuidv7();
    await db.execute(sql`update sites set domain = name || '.example' where id in (${owner.siteId}, ${other.siteId})`);
    await db.execute(sql`insert into sharing_groups (id, name) values (${group}, 'north')`);
    await db.execute(sql`
      insert into sharing_group_sites (id, group_id, site_id, site_name, site_domain)
      select gen_random_uuid(), ${group}, id, name, domain from sites where id in (${owner.siteId}, ${other.siteId})`);
    expect((await read(other, file.sha256)).status).toBe(404);
    await db.execute(
      sql`update properties set published = true, shared_generally = true where id = ${file.propertyId}`,
    );
    expect((await read(other, file.sha256)).bytes.equals(file.bytes)).toBe(true);
    await db.execute(sql`update file_uploads set site_id = 0 where site_id = ${owner.siteId}`);
    expect((await read(other, file.sha256)).status).toBe(404);
    await db.execute(sql`update file_uploads set site_id = ${owner.siteId} where site_id = 0`);
    await db.execute(sql`update properties set shared_generally = false where id = ${file.propertyId}`);
    expect((await read(other, file.sha256)).status).toBe(404);
  });
});

describe('an upload', () => {
  test('is taken only for a file that a record of this site refers to', async () => {
    const bytes = randomBytes(1_000);
    const answer = await upload(other, hashOf(bytes), bytes);
    expect([answer.status, answer.json.code]).toEqual([404, 'not-found']);
    expect(await hasStoredFile(pair.centralFiles, hashOf(bytes))).toBe(false);
    expect(await heldBytes(pair.centralFiles, other.siteId)).toEqual(new Map());
  });

  test('of other bytes than the hash says is refused, and nothing of it stays', async () => {
    const bytes = randomBytes(50_000);
    const sha256 = await announce(other, bytes);
    const answer = await upload(other, sha256, randomBytes(50_000));
    expect([answer.status, answer.json.code]).toEqual([422, 'file-damaged']);
    expect(await hasStoredFile(pair.centralFiles, sha256)).toBe(false);
    expect(await heldBytes(pair.centralFiles, other.siteId)).toEqual(new Map());
    expect((await upload(other, sha256, bytes)).json).toEqual({ stored: true });
    expect((await upload(other, sha256, randomBytes(5))).json).toEqual({ stored: true });
    expect((await read(other, sha256)).bytes.equals(bytes)).toBe(true);
  });

  test('of more bytes than announced or allowed is refused, and one that goes on behind a gap', async () => {
    const bytes = randomBytes(50_000);
    const sha256 = await announce(other, bytes);
    expect((await upload(other, sha256, bytes, { size: 40_000 })).status).toBe(413);
    expect((await upload(other, sha256, bytes, { size: MOST_FILE_BYTES + 1 })).json).toMatchObject({
      code: 'request-too-large',
      details: { allowedBytes: MOST_FILE_BYTES },
    });
    expect((await upload(other, sha256, bytes, { offset: 7 })).json).toMatchObject({
      code: 'conflict',
      details: { heldBytes: 0 },
    });
    expect((await upload(other, sha256, bytes, { offset: 50_001, size: 50_000 })).status).toBe(400);
    expect(await heldBytes(pair.centralFiles, other.siteId)).toEqual(new Map());
  });

  test('that ends early is kept and continued; bytes of two at a time are not mixed', async () => {
    const bytes = randomBytes(60_000);
    const sha256 = await announce(other, bytes);
    expect((await upload(other, sha256, bytes.subarray(0, 20_000), { size: 60_000 })).status).toBe(408);
    expect((await ask(other, { has: [sha256] })).json.wanted).toEqual([{ sha256, heldBytes: 20_000 }]);
    const answers = await Promise.all([
      upload(other, sha256, bytes.subarray(20_000), { offset: 20_000 }),
      upload(other, sha256, randomBytes(60_000)),
      upload(other, sha256, bytes),
    ]);
    expect(answers.map((answer) => answer.json.code ?? 'stored')).toContain('stored');
    expect((await read(other, sha256)).bytes.equals(bytes)).toBe(true);
    expect(await heldBytes(pair.centralFiles, other.siteId)).toEqual(new Map());
  });
});

test('a file that is gone from the disk of the central server is waited for again', async () => {
  const bytes = randomBytes(10_000);
  const sha256 = await announce(other, bytes);
  await upload(other, sha256, bytes);
  await truncate(path.join(pair.centralFiles.root, storageKey(sha256)), 5_000);
  expect((await read(other, sha256)).status).toBe(404);
  expect((await ask(other, { has: [sha256], wants: [sha256] })).json).toMatchObject({
    wanted: [{ sha256 }],
    given: [],
  });
  await upload(other, sha256, bytes);
  expect((await read(other, sha256)).bytes.equals(bytes)).toBe(true);
});

test.each([
  ['no token', '', {}, { authorization: '' }, 401],
  ['a token that is none', '', {}, { authorization: `Bearer ${'x'.repeat(43)}` }, 401],
  ['no version', '', {}, { [HEADERS.protocol]: '' }, 422],
  ['a hash that is a path', '?sha256=../../etc/passwd&offset=0', {}, {}, 400],
  ['an offset below zero', `?sha256=${'a'.repeat(64)}&offset=-1`, {}, {}, 400],
  ['too many hashes', '', { wants: Array.from({ length: 1_001 }, () => 'a'.repeat(64)) }, {}, 400],
  ['a question beyond all measure', '', { wants: ['a'.repeat(300_000)] }, {}, 413],
])('%s is refused', async (_case, query, body, headers, status) => {
  expect((await post(owner, query, JSON.stringify(body), headers as Record<string, string>)).status).toBe(status);
});
