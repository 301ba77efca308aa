import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { listObjects } from '@/lib/storage/list-objects';
import { hasStoredFile } from '@/lib/storage/open-stored-file';
import { statObject } from '@/lib/storage/read-object';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { isMissing, storageError } from '@/lib/storage/storage-error';
import { storeFile } from '@/lib/storage/store-file';
import {
  createReadOnlyStorage,
  createSmallBucket,
  createSmallStorage,
  type FaultyStorage,
  startSilentServer,
} from '../../support/storage-faults';
import { contentsOf, openBucket, startObjectStorage } from '../../support/storages';

const MIB = 1024 * 1024;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const opened = async <T extends { close(): Promise<void> }>(making: Promise<T>): Promise<T> => {
  const made = await making;
  closing.push(made.close);
  return made;
};
const folder = async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'work-'));
  closing.push(() => rm(made, { recursive: true, force: true }));
  return made;
};
const store = (storage: FileStorage, bytes: number) => storeFile(storage, Readable.from([Buffer.alloc(bytes, 1)]));
const list = async (storage: FileStorage) => {
  for await (const _ of listObjects(storage)) break;
};

describe('a storage that refuses', () => {
  it.each<[string, () => Promise<FaultyStorage>]>([
    ['a disk', () => createSmallStorage(2 * MIB)],
    ['a bucket', () => createSmallBucket(2 * MIB)],
  ])(
    'because it is full is named, keeps no half of a file, and takes it when there is room (%s)',
    async (_what, create) => {
      const { storage, mend } = await opened(create());
      const { sha256 } = await store(storage, MIB);
      await expect(store(storage, 4 * MIB)).rejects.toMatchObject({ code: 'storage-full', retryable: true });
      expect(await hasStoredFile(storage, sha256)).toBe(true);
      expect((await contentsOf(storage)).filter((key) => !key.startsWith('tmp/'))).toHaveLength(1);
      await mend();
      await store(storage, 4 * MIB);
      expect((await contentsOf(storage)).filter((key) => !key.startsWith('tmp/'))).toHaveLength(2);
    },
  );

  it('because it may be read only is named, and mended', async () => {
    const { storage, mend } = await opened(createReadOnlyStorage());
    await expect(store(storage, 10)).rejects.toMatchObject({ code: 'storage-denied' });
    await mend();
    await store(storage, 10);
  });

  it('the key, or does not know the bucket, is named: that is not "no such file"', async () => {
    const server = await opened(startObjectStorage());
    const forged = server.open(await folder(), { accessKeyId: 'nobody' });
    const elsewhere = server.open(await folder(), { bucket: 'nobodys-bucket' });
    for (const storage of [forged, elsewhere]) {
      await expect(store(storage, 10)).rejects.toMatchObject({ code: 'storage-denied' });
      await expect(list(storage)).rejects.toMatchObject({ code: 'storage-denied' });
    }
    await expect(statObject(elsewhere, 'ab/cd/x')).rejects.toMatchObject({ code: expect.stringMatching(/^storage-/) });
  });
});

describe('a storage that is away', () => {
  it('is named, for reading, looking and writing: it never counts as empty', async () => {
    const server = await startObjectStorage();
    await server.close();
    const nobody = server.open(await folder(), {}, { attempts: 1 });
    const unmounted = openStorage(path.join(await folder(), 'not-mounted'));
    for (const storage of [nobody, unmounted]) {
      await expect(statObject(storage, 'ab/cd/x')).rejects.toMatchObject({ code: 'storage-unavailable' });
      await expect(list(storage)).rejects.toMatchObject({ code: 'storage-unavailable' });
    }
    await expect(store(nobody, 10)).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  });

  it('and never answers is given up', async () => {
    const silent = await opened(startSilentServer());
    const storage = openBucket(silent.endpoint, await folder(), {}, { attempts: 1, idleTimeoutMs: 200 });
    await expect(statObject(storage, 'ab/cd/x')).rejects.toMatchObject({ code: 'storage-unavailable' });
  }, 10_000);
});

it('errors are told apart however deep they are wrapped', () => {
  const wrapped = (cause: object) => new Error('cannot write', { cause: Object.assign(new Error('x'), cause) });
  expect(storageError(wrapped({ code: 'ENOSPC' })).code).toBe('storage-full');
  expect(storageError(wrapped({ name: 'QuotaExceeded', $metadata: { httpStatusCode: 403 } })).code).toBe(
    'storage-full',
  );
  expect(storageError(wrapped({ code: 'EROFS' })).code).toBe('storage-denied');
  expect(storageError(wrapped({ name: 'AccessDenied' })).code).toBe('storage-denied');
  expect(storageError(wrapped({ code: 'ECONNREFUSED' })).code).toBe('storage-unavailable');
  expect(isMissing(wrapped({ name: 'NoSuchKey' }))).toBe(true);
  expect(isMissing(wrapped({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } }))).toBe(false);
});
