import 'server-only';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { log } from '../log';
import { makeFolder } from './make-folder';
import { putObject } from './put-object';
import { openObject } from './read-object';
import { removeThumbnails } from './remove-stored-file';
import { type FileStorage, storageKey } from './storage';
import { storing } from './storage-error';
import { type ThumbnailWidth, thumbnailKey } from './thumbnail-key';
import { Turns } from './turns';

export interface ThumbnailInput {
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  width: ThumbnailWidth;
  /** Asked after it was stored: a file that went meanwhile takes its thumbnail with it. */
  isStillStored(): Promise<boolean>;
}

export interface Thumbnail {
  stream: Readable;
  sizeBytes: number;
}

/** What is drawn without running anything: an SVG may load and script, so it is none of them. */
const DRAWABLE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif']);
const MOST_BYTES = 50 * 1024 * 1024;
const MOST_PIXELS = 100_000_000;
const WITHIN_SECONDS = 10;
const MOST_BROKEN = 1_000;

const turns = new Turns({ atOnce: 2, waiting: 100 });
/** By key: the same thumbnail is made once, however many ask for it. */
const underWay = new Map<string, Promise<Buffer | null>>();
/** Pictures that cannot be drawn, so that they are not tried at every look. */
const broken = new Set<string>();

sharp.cache(false);
sharp.concurrency(1);

/** A picture in a small width, kept once it was made. Null: it cannot be drawn, or too many wait for theirs. */
export async function openThumbnail(storage: FileStorage, input: ThumbnailInput): Promise<Thumbnail | null> {
  const key = thumbnailKey(input.sha256, input.width);
  const kept = await openObject(storage, key);
  if (kept) return kept;
  if (!DRAWABLE.has(input.mediaType) || input.sizeBytes > MOST_BYTES || broken.has(input.sha256)) return null;
  const making = underWay.get(key) ?? make(storage, input, key);
  underWay.set(key, making);
  const bytes = await making.finally(() => underWay.delete(key));
  return bytes && { stream: Readable.from([bytes]), sizeBytes: bytes.length };
}

async function make(storage: FileStorage, input: ThumbnailInput, key: string): Promise<Buffer | null> {
  return turns.take(async () => {
    const original = await openObject(storage, storageKey(input.sha256));
    if (!original) return null;
    const bytes = await draw(original.stream, input);
    if (bytes) await keep(storage, input, key, bytes);
    return bytes;
  });
}

async function draw(stream: Readable, { sha256, width }: ThumbnailInput): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  await storing(async () => {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  });
  try {
    return await sharp(Buffer.concat(chunks), { limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .timeout({ seconds: WITHIN_SECONDS })
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .webp({ quality: 76 })
      .toBuffer();
  } catch (error) {
    // What the picture says of itself is wrong, or it is a bomb: it has no thumbnail.
    log().info({ err: error, sha256 }, 'a picture cannot be drawn');
    if (broken.size >= MOST_BROKEN) broken.clear();
    broken.add(sha256);
    return null;
  }
}

/** That it cannot be kept costs the next reader the time to draw it, and this one nothing. */
async function keep(storage: FileStorage, input: ThumbnailInput, key: string, bytes: Buffer): Promise<void> {
  try {
    const file = path.join(storage.root, 'tmp', randomUUID());
    await makeFolder(path.dirname(file));
    await writeFile(file, bytes);
    await putObject(storage, key, file);
    if (!(await input.isStillStored())) await removeThumbnails(storage, input.sha256);
  } catch (error) {
    log().warn({ err: error, key }, 'a thumbnail could not be kept');
  }
}
