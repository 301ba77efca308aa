import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../errors';
import { makeFolder } from './make-folder';
import { mediaTypeOf, SNIFF_BYTES } from './media-type';
import { putObject } from './put-object';
import { statObject } from './read-object';
import { type FileStorage, storageKey } from './storage';
import { storing } from './storage-error';
import { METADATA_BYTES, stripPosition } from './strip-position';

export interface ReceivedFile {
  sha256: string;
  sizeBytes: number;
  /** By its magic bytes. */
  mediaType: string;
  /** Where its bytes wait to be kept; absolute. */
  temporaryPath: string;
}

/**
 * Writes a stream to a temporary name, hashed on the way, positions taken out of pictures. What the stream throws is thrown as it is; what the storage
 * refuses is `storage-…`; more than `limitBytes` is `file-too-big`.
 */
export async function receiveFile(
  { root }: FileStorage,
  stream: Readable,
  options: { limitBytes?: number; signal?: AbortSignal } = {},
): Promise<ReceivedFile> {
  const temporaryPath = path.join(root, 'tmp', randomUUID());
  const handle = await storing(async () => {
    await makeFolder(path.dirname(temporaryPath));
    return open(temporaryPath, 'wx');
  }).catch((error: unknown) => {
    stream.destroy();
    throw error;
  });
  try {
    const received = await write(handle, stream, options);
    await storing(() => handle.close());
    return { ...received, temporaryPath };
  } catch (error) {
    stream.destroy();
    await handle.close().catch(() => undefined);
    await rm(temporaryPath, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function write(handle: FileHandle, stream: Readable, options: { limitBytes?: number; signal?: AbortSignal }) {
  const hash = createHash('sha256');
  const head = Buffer.alloc(SNIFF_BYTES);
  let sizeBytes = 0;
  for await (const chunk of withoutPosition(stream)) {
    options.signal?.throwIfAborted();
    if (sizeBytes < SNIFF_BYTES) chunk.copy(head, sizeBytes);
    sizeBytes += chunk.length;
    if (options.limitBytes !== undefined && sizeBytes > options.limitBytes) {
      throw new AppError('file-too-big', { limitBytes: options.limitBytes });
    }
    hash.update(chunk);
    await storing(() => handle.writeFile(chunk));
  }
  return { sha256: hash.digest('hex'), sizeBytes, mediaType: mediaTypeOf(head.subarray(0, sizeBytes)) };
}

/** The stream's bytes, with the position taken out of a JPEG's metadata. */
async function* withoutPosition(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let beginning: Buffer[] | null = [];
  let length = 0;
  for await (const chunk of stream) {
    if (beginning === null) {
      yield chunk;
      continue;
    }
    beginning.push(chunk);
    length += chunk.length;
    if (length < METADATA_BYTES) continue;
    yield strip(beginning);
    beginning = null;
  }
  if (beginning !== null && length > 0) yield strip(beginning);
}

function strip(chunks: Buffer[]): Buffer {
  const beginning = Buffer.concat(chunks);
  stripPosition(beginning);
  return beginning;
}

/** Gives received bytes their place by content, once. Readers see the whole file or none. */
export async function keepFile(storage: FileStorage, received: ReceivedFile): Promise<void> {
  const key = storageKey(received.sha256);
  const present = await statObject(storage, key);
  if (present?.sizeBytes === received.sizeBytes) return discardFile(received);
  await putObject(storage, key, received.temporaryPath);
}

export async function discardFile(received: ReceivedFile): Promise<void> {
  await storing(() => rm(received.temporaryPath, { force: true }));
}

/** Receives and keeps a stream's bytes: once per content. */
export async function storeFile(storage: FileStorage, stream: Readable): Promise<Omit<ReceivedFile, 'temporaryPath'>> {
  const received = await receiveFile(storage, stream);
  await keepFile(storage, received);
  return { sha256: received.sha256, sizeBytes: received.sizeBytes, mediaType: received.mediaType };
}
