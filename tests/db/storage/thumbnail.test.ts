import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRange } from '@/lib/storage/parse-range';
import { removeStoredFile } from '@/lib/storage/remove-stored-file';
import type { FileStorage } from '@/lib/storage/storage';
import { type ReceivedFile, storeFile } from '@/lib/storage/store-file';
import { openThumbnail } from '@/lib/storage/thumbnail';
import { THUMBNAIL_WIDTHS, thumbnailKey, thumbnailWidth } from '@/lib/storage/thumbnail-key';
import { Turns } from '@/lib/storage/turns';
import { bytesOf } from '../../support/openimmo';
import { contentsOf, createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/storages';

const draw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
const isStillStored = async () => true;

describe.each(STORAGE_KINDS)('a thumbnail (%s)', (kind) => {
  let opened: TestStorage;
  let storage: FileStorage;
  beforeEach(async () => {
    opened = await createTestStorage(kind);
    storage = opened.storage;
  });
  afterEach(() => opened.close());
  const store = async (bytes: Buffer) => storeFile(storage, Readable.from([bytes]));
  const look = (file: Omit<ReceivedFile, 'temporaryPath'>, width: 160 | 640 = 160) =>
    openThumbnail(storage, { ...file, width, isStillStored });

  it('is made once, kept beside the file, and goes with it', async () => {
    const file = await store(await draw(800, 600));
    const made = await Promise.all([look(file), look(file), look(file, 640)]);
    const [first, , large] = await Promise.all(made.map(async (one) => one && bytesOf(one.stream)));
    expect(await sharp(first ?? Buffer.alloc(0)).metadata()).toMatchObject({ format: 'webp', width: 160, height: 120 });
    expect(await sharp(large ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 640 });
    const kept = [thumbnailKey(file.sha256, 160), thumbnailKey(file.sha256, 640)];
    expect((await contentsOf(storage)).filter((key) => key.startsWith('thumbnails/'))).toEqual(kept);
    const again = await look(file);
    expect(again && (await bytesOf(again.stream))).toEqual(first);
    await removeStoredFile(storage, file.sha256);
    expect(await contentsOf(storage)).toEqual([]);
  });

  it('is none of what cannot be drawn, is a bomb of pixels, or carries script', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(await look(await store(Buffer.from('ffd8ffe0 broken', 'hex')))).toBe(null);
    expect(await look(await store(svg))).toBe(null);
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await look(await store(bomb))).toBe(null);
    expect((await contentsOf(storage)).filter((key) => key.startsWith('thumbnails/'))).toEqual([]);
  }, 30_000);

  it('of a file that went meanwhile is not kept', async () => {
    const file = await store(await draw(200, 200));
    await openThumbnail(storage, { ...file, width: 160, isStillStored: async () => false });
    expect((await contentsOf(storage)).filter((key) => key.startsWith('thumbnails/'))).toEqual([]);
  });
});

it('comes in few widths, each as wide as asked for or wider', () => {
  expect([1, 160, 161, 640, 5_000].map(thumbnailWidth)).toEqual([160, 160, 320, 640, 1280]);
  expect(THUMBNAIL_WIDTHS).toHaveLength(4);
});

it('a few are made at once, some wait, and the rest is turned away', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 1 });
  const ends: (() => void)[] = [];
  const work = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));
  const taken = [turns.take(work), turns.take(work), turns.take(work), turns.take(work)];
  expect(await taken[3]).toBe(null);
  expect(ends).toHaveLength(2);
  ends[0]?.();
  expect(await taken[0]).toBe('done');
  ends[1]?.();
  await taken[1];
  ends[2]?.();
  expect(await taken[2]).toBe('done');
});

it.each([
  [null, null],
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=8-100', { start: 8, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-1', null],
  ['bytes=0-1,3-4', null],
  ['items=0-1', null],
])('a range %s of ten bytes is %o', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});
