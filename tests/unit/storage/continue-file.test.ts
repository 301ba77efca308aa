import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { continueFile } from '@/lib/storage/continue-file';
import { openStoredFile } from '@/lib/storage/open-stored-file';
import { heldBytes, partialFolder, removeOldPartials } from '@/lib/storage/partial-files';
import { readFrom, sizeOfStored } from '@/lib/storage/read-from';
import type { FileStorage } from '@/lib/storage/storage';
import { bytesOf } from '../../support/openimmo';
import { createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

const bytes = Buffer.concat([Buffer.from('ffd8ff', 'hex'), randomBytes(299_997)]);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const whole = { scope: 3, sha256, offset: 0, sizeBytes: bytes.length };

/** A stream that breaks after its last chunk. */
async function* broken(...chunks: Buffer[]) {
  yield* chunks;
  throw new AppError('connection-failed', { kind: 'cut' });
}
describe.each(STORAGE_KINDS)('a file that comes in pieces (%s)', (kind) => {
  let opened: TestStorage;
  let storage: FileStorage;
  beforeEach(async () => {
    opened = await createTestStorage(kind);
    storage = opened.storage;
  });
  afterEach(() => opened.close());
  const held = async () => (await heldBytes(storage, 3)).get(sha256) ?? 0;
  const partials = () => readdir(partialFolder(storage, 3));

  test('a file that comes whole gets its place, and its type by its bytes', async () => {
    expect(await continueFile(storage, whole, Readable.from([bytes]))).toEqual({ mediaType: 'image/jpeg' });
    expect((await bytesOf(await openStoredFile(storage, sha256))).equals(bytes)).toBe(true);
    expect(await sizeOfStored(storage, sha256)).toBe(bytes.length);
    expect((await bytesOf(readFrom(storage, sha256, 299_000))).equals(bytes.subarray(299_000))).toBe(true);
    expect(await partials()).toEqual([]);
  });

  test('what came before a cut is kept, and continued as often as it takes', async () => {
    await expect(continueFile(storage, whole, broken(bytes.subarray(0, 100_000)))).rejects.toMatchObject({
      code: 'connection-failed',
    });
    expect(await held()).toBe(100_000);
    const further = { ...whole, offset: 100_000 };
    await expect(
      continueFile(storage, further, Readable.from([bytes.subarray(100_000, 200_000)])),
    ).rejects.toMatchObject({
      code: 'connection-failed',
      retryable: true,
    });
    expect(await held()).toBe(200_000);
    // A shorter try takes nothing away.
    await expect(continueFile(storage, whole, broken(bytes.subarray(0, 10)))).rejects.toThrow();
    expect(await held()).toBe(200_000);
    expect(await partials()).toHaveLength(1);
    await continueFile(storage, { ...whole, offset: 200_000 }, Readable.from([bytes.subarray(200_000)]));
    expect((await bytesOf(await openStoredFile(storage, sha256))).equals(bytes)).toBe(true);
    expect(await partials()).toEqual([]);
  });

  test('a process that was killed leaves what it had, for the next one to go on with', async () => {
    await mkdir(partialFolder(storage, 3), { recursive: true });
    await writeFile(path.join(partialFolder(storage, 3), `${sha256}.killed`), bytes.subarray(0, 250_000));
    expect(await held()).toBe(250_000);
    await continueFile(storage, { ...whole, offset: 250_000 }, Readable.from([bytes.subarray(250_000)]));
    expect((await bytesOf(await openStoredFile(storage, sha256))).equals(bytes)).toBe(true);
  });

  test('other bytes than the hash says get no place, wherever they were mixed in, and nothing stays', async () => {
    await expect(continueFile(storage, whole, broken(randomBytes(100_000)))).rejects.toThrow();
    const rest = Readable.from([bytes.subarray(100_000)]);
    await expect(continueFile(storage, { ...whole, offset: 100_000 }, rest)).rejects.toMatchObject({
      code: 'file-damaged',
    });
    expect(await partials()).toEqual([]);
    expect(await sizeOfStored(storage, sha256)).toBe(null);
  });

  test('what one site began no other goes on with', async () => {
    await expect(continueFile(storage, whole, broken(bytes.subarray(0, 100_000)))).rejects.toThrow();
    const other = { ...whole, scope: 4, offset: 100_000 };
    await expect(continueFile(storage, other, Readable.from([bytes.subarray(100_000)]))).rejects.toMatchObject({
      code: 'conflict',
      details: { heldBytes: 0 },
    });
  });

  test('more bytes than announced are refused before they are written', async () => {
    const small = { ...whole, sizeBytes: 1_000 };
    await expect(continueFile(storage, small, Readable.from([bytes]))).rejects.toMatchObject({
      code: 'request-too-large',
    });
    expect(await partials()).toEqual([]);
  });

  test('an empty file is a file', async () => {
    const empty = createHash('sha256').digest('hex');
    await continueFile(storage, { scope: 0, sha256: empty, offset: 0, sizeBytes: 0 }, Readable.from([]));
    expect(await sizeOfStored(storage, empty)).toBe(0);
  });

  test('what nobody went on with for a week is removed, what is younger stays', async () => {
    await expect(continueFile(storage, whole, broken(bytes.subarray(0, 1_000)))).rejects.toThrow();
    const [name = ''] = await partials();
    expect(await removeOldPartials(storage, new Date())).toBe(0);
    const before = new Date(Date.now() - 8 * 86_400_000);
    await utimes(path.join(partialFolder(storage, 3), name), before, before);
    expect(await removeOldPartials(storage, new Date())).toBe(1);
    expect(await held()).toBe(0);
  });
});
