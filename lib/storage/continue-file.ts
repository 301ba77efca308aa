import 'server-only';
import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors';
import { makeFolder } from './make-folder';
import { mediaTypeOf, SNIFF_BYTES } from './media-type';
import { findPartials, type PartialFile, partialFolder } from './partial-files';
import type { FileStorage } from './storage';
import { storing } from './storage-error';
import { keepFile } from './store-file';

export interface ContinuedFile {
  /** Whose transfer: what one began, no other goes on with. */
  scope: number;
  sha256: string;
  /** Where the stream goes on; what lies before it came in an earlier try. */
  offset: number;
  /** Of the whole file, as announced. */
  sizeBytes: number;
}

/**
 * Stores a file that comes from the network, from `offset` on, and gives it its place once its bytes are what its hash
 * says; answers its media type. What came is kept when the stream throws or ends early (`connection-failed`). Every try
 * writes a file of its own that begins with a copy of the earlier one, so that two at a time cannot mix their bytes.
 * Throws `conflict` (heldBytes) when less than `offset` is here, `request-too-large` for more bytes than announced, and
 * `file-damaged` for other bytes: then nothing is kept.
 */
export async function continueFile(
  storage: FileStorage,
  file: ContinuedFile,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ mediaType: string }> {
  const earlier = await findLargest(storage, file);
  if (earlier.sizeBytes < file.offset) throw new AppError('conflict', { heldBytes: earlier.sizeBytes });
  const own = path.join(partialFolder(storage, file.scope), `${file.sha256}.${randomUUID()}`);
  const writer = await Writer.open(own, file.sizeBytes);
  try {
    if (file.offset > 0) await writer.copy(earlier.path, file.offset);
    for await (const chunk of stream) await writer.write(chunk);
    if (writer.bytes < file.sizeBytes) {
      throw new AppError('connection-failed', { kind: 'cut' }, { retryable: true });
    }
    await writer.close();
  } catch (error) {
    await writer.abandon();
    // The hash can tell nothing yet: the longer of the two is what the next try goes on with.
    const useless = writer.bytes > earlier.sizeBytes && writer.bytes <= file.sizeBytes ? earlier.path : own;
    if (useless !== '') await rm(useless, { force: true });
    throw error;
  }
  if (writer.digest() !== file.sha256) {
    await removePartials(storage, file);
    throw new AppError('file-damaged', { sha256: file.sha256 }, { retryable: true });
  }
  const mediaType = writer.mediaType();
  await keepFile(storage, { sha256: file.sha256, sizeBytes: file.sizeBytes, mediaType, temporaryPath: own });
  await removePartials(storage, file);
  return { mediaType };
}

async function findLargest(storage: FileStorage, { scope, sha256 }: ContinuedFile): Promise<PartialFile> {
  const found = (await findPartials(storage, scope)).get(sha256) ?? [];
  return found.reduce((largest, one) => (one.sizeBytes > largest.sizeBytes ? one : largest), {
    path: '',
    sizeBytes: 0,
  });
}

async function removePartials(storage: FileStorage, { scope, sha256 }: ContinuedFile): Promise<void> {
  for (const { path } of (await findPartials(storage, scope)).get(sha256) ?? []) await rm(path, { force: true });
}

/** Appends to one new file, hashed on the way; what the storage refuses is `storage-…`. */
class Writer {
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');
  private readonly head = Buffer.alloc(SNIFF_BYTES);

  private constructor(
    private readonly handle: FileHandle,
    private readonly mostBytes: number,
  ) {}

  static async open(file: string, mostBytes: number): Promise<Writer> {
    return storing(async () => {
      await makeFolder(path.dirname(file));
      return new Writer(await open(file, 'wx'), mostBytes);
    });
  }

  async copy(from: string, bytes: number): Promise<void> {
    await storing(async () => {
      for await (const chunk of createReadStream(from, { end: bytes - 1 })) await this.write(chunk as Buffer);
    });
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.bytes + chunk.length > this.mostBytes) {
      this.bytes += chunk.length;
      throw new AppError('request-too-large', { allowedBytes: this.mostBytes });
    }
    if (this.bytes < SNIFF_BYTES) this.head.set(chunk.subarray(0, SNIFF_BYTES - this.bytes), this.bytes);
    this.hash.update(chunk);
    await storing(() => this.handle.writeFile(chunk));
    this.bytes += chunk.length;
  }

  async close(): Promise<void> {
    await storing(async () => {
      await this.handle.sync();
      await this.handle.close();
    });
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }

  digest(): string {
    return this.hash.digest('hex');
  }

  mediaType(): string {
    return mediaTypeOf(this.head.subarray(0, this.bytes));
  }
}
