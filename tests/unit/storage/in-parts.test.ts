import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partsOf } from '@/lib/storage/in-parts';
import { moveObject } from '@/lib/storage/move-object';
import { putObject } from '@/lib/storage/put-object';
import { openObject, statObject } from '@/lib/storage/read-object';
import { removeOldUploads } from '@/lib/storage/remove-old-uploads';
import type { FileStorage } from '@/lib/storage/storage';
import { bytesOf } from '../../support/openimmo';
import { createDisappearingStorage } from '../../support/storage-faults';
import { contentsOf, createTestStorage, type TestStorage } from '../../support/storages';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const DAY_MS = 86_400_000;

describe('a file that is bigger than one request takes', () => {
  let opened: TestStorage;
  let storage: FileStorage;
  beforeEach(async () => {
    opened = await createTestStorage('s3', { partBytes: 100_000, copyBytes: 150_000 });
    storage = opened.storage;
  });
  afterEach(() => opened.close());

  const underWay = async (bytes: Buffer) => {
    const file = path.join(storage.root, 'tmp', 'file');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    return file;
  };
  const uploads = async () => {
    const { bucket } = storage;
    const answer = await bucket?.client.send(new ListMultipartUploadsCommand({ Bucket: bucket.name }));
    return answer?.Uploads ?? [];
  };
  const read = async (key: string) => {
    const object = await openObject(storage, key);
    return object && bytesOf(object.stream);
  };

  it.each([100_000, 100_001, 200_000, 333_333])('goes up in parts and is there whole (%i bytes)', async (size) => {
    const bytes = randomBytes(size);
    await putObject(storage, 'originals/a/b', await underWay(bytes));
    expect((await read('originals/a/b'))?.equals(bytes)).toBe(true);
    expect(await contentsOf(storage)).toEqual(['originals/a/b']);
    expect(await uploads()).toEqual([]);
  });

  it('is moved within object storage, whole', async () => {
    const bytes = randomBytes(450_001);
    await putObject(storage, 'ab/cd/file', await underWay(bytes));
    expect(await moveObject(storage, 'ab/cd/file', 'trash/1/ab/cd/file')).toBe(true);
    expect((await read('trash/1/ab/cd/file'))?.equals(bytes)).toBe(true);
    expect(await contentsOf(storage)).toEqual(['trash/1/ab/cd/file']);
    expect(await moveObject(storage, 'ab/cd/file', 'trash/2/ab/cd/file')).toBe(false);
  });

  it('whose process was killed is no object; its parts are let go after a week', async () => {
    const { bucket } = storage;
    if (!bucket) throw new Error('no bucket');
    const place = { Bucket: bucket.name, Key: 'ab/cd/file' };
    const { UploadId } = await bucket.client.send(new CreateMultipartUploadCommand(place));
    await bucket.client.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: randomBytes(100) }));
    expect(await statObject(storage, 'ab/cd/file')).toBeNull();
    expect(await removeOldUploads(storage, new Date(Date.now() + 6 * DAY_MS))).toBe(0);
    expect(await uploads()).toHaveLength(1);
    expect(await removeOldUploads(storage, new Date(Date.now() + 8 * DAY_MS))).toBe(1);
    expect(await uploads()).toEqual([]);
  });
});

it('an upload in parts that object storage leaves alone is an error with its name, and the file stays', async () => {
  const storage = await createDisappearingStorage({ partBytes: 100_000 });
  try {
    const { root } = storage.storage;
    const file = path.join(root, 'tmp', 'file');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, randomBytes(250_000));
    await storage.vanish();
    await expect(putObject(storage.storage, 'a/b', file)).rejects.toMatchObject({ code: 'storage-unavailable' });
    await storage.mend();
    await putObject(storage.storage, 'a/b', file);
    expect(await statObject(storage.storage, 'a/b')).toMatchObject({ sizeBytes: 250_000 });
  } finally {
    await storage.close();
  }
});

it('parts follow one another without a gap, are as long as wished, and never more than object storage takes', () => {
  expect(partsOf(10, 4)).toEqual([
    { number: 1, start: 0, end: 3 },
    { number: 2, start: 4, end: 7 },
    { number: 3, start: 8, end: 9 },
  ]);
  const large = partsOf(5_000 * GIB, 64 * MIB);
  expect(large.length).toBeLessThanOrEqual(10_000);
  expect(large.at(-1)?.end).toBe(5_000 * GIB - 1);
  expect(partsOf(6 * GIB, 64 * MIB)).toHaveLength(96);
});
