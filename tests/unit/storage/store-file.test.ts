import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaTypeOf } from '@/lib/storage/media-type';
import { hasStoredFile, openStoredFile } from '@/lib/storage/open-stored-file';
import { removeLeftovers } from '@/lib/storage/remove-leftovers';
import { removeStoredFile } from '@/lib/storage/remove-stored-file';
import { type FileStorage, openStorage, storageKey } from '@/lib/storage/storage';
import { discardFile, receiveFile, storeFile } from '@/lib/storage/store-file';
import { bytesOf } from '../../support/openimmo';

let storage: FileStorage;
beforeEach(async () => {
  storage = openStorage(await mkdtemp(path.join(tmpdir(), 'storage-')));
});
afterEach(() => rm(storage.root, { recursive: true, force: true }));

const files = async () => {
  const entries = await readdir(storage.root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(storage.root, path.join(entry.parentPath, entry.name)));
};

describe('storing a file', () => {
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

  it('names the storage when it refuses', async () => {
    const file = path.join(storage.root, 'a-file');
    await writeFile(file, '');
    const nowhere = openStorage(file);
    await expect(storeFile(nowhere, Readable.from([Buffer.from('x')]))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
  });

  it('that was killed in the middle leaves a file that is removed a day later', async () => {
    await receiveFile(storage, Readable.from([Buffer.from('x')]));
    expect(await removeLeftovers(storage, new Date())).toBe(0);
    expect(await removeLeftovers(storage, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await files()).toEqual([]);
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
