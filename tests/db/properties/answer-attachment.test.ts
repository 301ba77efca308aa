import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerAttachment } from '@/lib/properties/answer-attachment';
import { removeObject } from '@/lib/storage/remove-object';
import { storageKey } from '@/lib/storage/storage';
import { storeFile } from '@/lib/storage/store-file';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { insertProvider } from '../../support/records';
import { createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

let database: TestDatabase;
let propertyId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 4 });
  const providerId = await insertProvider(database.db, { number: 'A-100' });
  propertyId = uuidv7();
  await database.db.execute(sql`
    insert into properties (id, provider_id, state, document, content_hash)
    values (${propertyId}, ${providerId}, 'active', '{}', 'x')`);
});
afterAll(() => database.close());

describe.each(STORAGE_KINDS)('an attachment’s address (%s)', (kind) => {
  let opened: TestStorage;
  beforeEach(async () => {
    opened = await createTestStorage(kind);
  });
  afterEach(() => opened.close());

  const attach = async (bytes: Buffer, name = 'file') => {
    const { sha256, sizeBytes, mediaType } = await storeFile(opened.storage, Readable.from([bytes]));
    const id = uuidv7();
    await database.db.execute(sql`
      insert into stored_files (sha256, size_bytes, media_type, stored_at)
      values (${sha256}, ${sizeBytes}, ${mediaType}, now()) on conflict do nothing`);
    await database.db.execute(sql`
      insert into attachments (id, property_id, position, name, file_sha256) values (${id}, ${propertyId}, 1, ${name}, ${sha256})`);
    return { id, sha256 };
  };
  const ask = (id: string, headers: Record<string, string> = {}, query = '') =>
    answerAttachment(
      database.db,
      new Request(`http://site.example/attachments/${id}${query}`, { headers }),
      id,
      opened.storage,
    );
  const picture = () =>
    sharp({ create: { width: 400, height: 300, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();

  it('shows pictures in place, with headers under which nothing runs or is guessed', async () => {
    const bytes = await picture();
    const { id, sha256 } = await attach(bytes, 'Straße "1"\r\n.jpg');
    const answer = await ask(id);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'content-disposition': `inline; filename="Stra_e _1___.jpg"; filename*=UTF-8''Stra%C3%9Fe%20%221%22%0D%0A.jpg`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('is not found where its bytes got lost, and from then on they are awaited', async () => {
    const { id, sha256 } = await attach(Buffer.from(`lost in ${kind}`), 'x.pdf');
    const isStored = async () =>
      (await database.db.execute(sql`select 1 from stored_files where sha256 = ${sha256} and stored_at is not null`))
        .length > 0;
    expect((await ask(id)).status).toBe(200);
    expect(await isStored()).toBe(true);
    await removeObject(opened.storage, storageKey(sha256));
    await expect(ask(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await isStored()).toBe(false);
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'plan.svg'],
    ['HTML', '<!DOCTYPE html><script>alert(1)</script>', 'page.jpg'],
    ['unknown', 'anything', 'x.exe'],
  ])('offers %s for download only, whatever it is called', async (_what, text, name) => {
    const { id } = await attach(Buffer.from(text), name);
    const { headers } = await ask(id);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    const small = await ask(id, {}, '?width=160');
    expect(small.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(await small.text()).not.toContain('script');
  });

  it('answers what the reader has already, and any range', async () => {
    const { id, sha256 } = await attach(Buffer.from('0123456789'));
    expect((await ask(id, { 'if-none-match': `W/"${sha256}"` })).status).toBe(304);
    expect((await ask(id, { 'if-none-match': '"another"' })).status).toBe(200);
    const part = await ask(id, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    expect((await ask(id, { range: 'bytes=20-' })).status).toBe(416);
    expect((await ask(id, { range: 'bytes=2-4', 'if-range': '"another"' })).status).toBe(200);
  });

  it('gives a small picture, and a quiet sign for one that cannot be drawn', async () => {
    const { id, sha256 } = await attach(await picture());
    const answer = await ask(id, {}, '?width=100');
    expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({
      format: 'webp',
      width: 160,
    });
    expect((await ask(id, { 'if-none-match': `"${sha256}-160"` }, '?width=100')).status).toBe(304);
    const broken = await attach(Buffer.from('ffd8ffe000', 'hex'));
    const sign = await ask(broken.id, {}, '?width=100');
    expect([sign.status, sign.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('knows nothing of what is none, is not here, or lies in the trash', async () => {
    const { id, sha256 } = await attach(Buffer.from('x'));
    await database.db.execute(sql`update stored_files set trashed_at = now() where sha256 = ${sha256}`);
    for (const one of [id, uuidv7(), '../../etc/passwd']) {
      await expect(ask(one)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});
