import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listObjects } from '@/lib/storage/list-objects';
import { mediaTypeOf } from '@/lib/storage/media-type';
import { moveObject } from '@/lib/storage/move-object';
import { hasStoredFile, openStoredFile } from '@/lib/storage/open-stored-file';
import { readFrom, sizeOfStored } from '@/lib/storage/read-from';
import { removeLeftovers } from '@/lib/storage/remove-leftovers';
import { removeObject } from '@/lib/storage/remove-object';
import { removeStoredFile } from '@/lib/storage/remove-stored-file';
import { type FileStorage, openStorage, storageKey } from '@/lib/storage/storage';
import { discardFile, receiveFile, storeFile } from '@/lib/storage/store-file';
import { bytesOf } from '../../support/openimmo';
import { contentsOf, createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

describe.each(STORAGE_KINDS)('storing a file (%s)', (kind) => {
  let opened: TestStorage;
  let storage: FileStorage;
  beforeEach(async () => {
    opened = await createTestStorage(kind);
    storage = opened.storage;
  });
  afterEach(() => opened.close());
  const files = () => contentsOf(storage);

  it('puts it where its content says, once per content, and leaves nothing beside it', async () => {
    const bytes = Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(300_000, 7)]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    for (let time = 0; time < 2; time++) {
      const stored = await storeFile(storage, Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]));
      expect(stored).toEqual({ sha256, sizeBytes: bytes.length, mediaType: 'image/jpeg' });
    }
    expect(await files()).toEqual([storageKey(sha256)]);
    expect(await bytesOf(await openStoredFile(storage, sha256))).toEqual(bytes);
    await removeStoredFile(storage, sha256);
    expect(await hasStoredFile(storage, sha256)).toBe(false);
    await expect(openStoredFile(storage, sha256)).rejects.toMatchObject({ code: 'not-found' });
  }, 30_000);

  it('leaves nothing behind when the stream breaks off, is too long, or is not wanted after all', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('begin');
        throw new Error('connection lost');
      })(),
    );
    await expect(receiveFile(storage, broken)).rejects.toThrow('connection lost');
    const long = Readable.from([Buffer.alloc(11)]);
    await expect(receiveFile(storage, long, { limitBytes: 10 })).rejects.toMatchObject({ code: 'file-too-big' });
    await discardFile(await receiveFile(storage, Readable.from([Buffer.from('x')])));
    expect(await files()).toEqual([]);
  });

  it('that was killed in the middle leaves a file that is removed a day later', async () => {
    await receiveFile(storage, Readable.from([Buffer.from('x')]));
    expect(await removeLeftovers(storage, new Date())).toBe(0);
    expect(await removeLeftovers(storage, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await files()).toEqual([]);
  });

  it('gives any range of it', async () => {
    const { sha256 } = await storeFile(storage, Readable.from([Buffer.from('0123456789')]));
    const range = async (start: number, end?: number) =>
      String(await bytesOf(await openStoredFile(storage, sha256, { start, ...(end !== undefined && { end }) })));
    expect([await range(0), await range(3), await range(3, 3), await range(0, 4)]).toEqual([
      '0123456789',
      '3456789',
      '3',
      '01234',
    ]);
    expect(String(await bytesOf(readFrom(storage, sha256, 10)))).toBe('');
    await expect(bytesOf(readFrom(storage, '0'.repeat(64), 1))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps an empty file', async () => {
    const { sha256 } = await storeFile(storage, Readable.from([]));
    expect(await sizeOfStored(storage, sha256)).toBe(0);
    expect(await bytesOf(await openStoredFile(storage, sha256))).toHaveLength(0);
  });

  it('is listed in pieces in one order, from any place on', async () => {
    const stored = [];
    for (let n = 0; n < 8; n++) stored.push((await storeFile(storage, Readable.from([Buffer.from(`${n}`)]))).sha256);
    const list = async (input = {}) => {
      const keys: string[] = [];
      for await (const { key } of listObjects(storage, input)) keys.push(key);
      return keys;
    };
    const all = stored.map(storageKey).sort();
    expect(await list()).toEqual(all);
    expect(await list({ after: all[2] })).toEqual(all.slice(3));
    expect(await list({ after: `${all[2]?.slice(0, 5)}/0` })).toEqual(all.slice(2));
    expect(await list({ prefix: 'trash/' })).toEqual([]);
  });

  it('moves to another key whole, whatever the key is made of', async () => {
    const { sha256 } = await storeFile(storage, Readable.from([Buffer.from('x')]));
    const odd = 'trash/1/Straße (1)+?&=%20 ü.jpg';
    expect(await moveObject(storage, storageKey(sha256), odd)).toBe(true);
    expect(await files()).toEqual([odd]);
    expect(await moveObject(storage, storageKey(sha256), odd)).toBe(false);
    await removeObject(storage, odd);
    expect(await files()).toEqual([]);
  });
});

describe('storing a file', () => {
  it('names the storage when it refuses', async () => {
    const { storage, close } = await createTestStorage('local');
    const file = path.join(storage.root, 'a-file');
    await writeFile(file, '');
    const nowhere = openStorage(file);
    await expect(storeFile(nowhere, Readable.from([Buffer.from('x')]))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
    await close();
  });

  it('has no key but a hash', () => {
    for (const name of ['../../etc/passwd', 'A'.repeat(64), '', 'ab/cd']) expect(() => storageKey(name)).toThrow();
  });
});

it.each([
  ['ffd8ffe0', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  [Buffer.from('%PDF-1.7').toString('hex'), 'application/pdf'],
  [Buffer.from('<svg xmlns="x"/>').toString('hex'), 'image/svg+xml'],
  [Buffer.from('<!DOCTYPE html>').toString('hex'), 'text/html'],
  [Buffer.from('anything').toString('hex'), 'application/octet-stream'],
])('takes the type from the first bytes: %s', (hex, type) => {
  expect(mediaTypeOf(Buffer.from(hex, 'hex'))).toBe(type);
});
