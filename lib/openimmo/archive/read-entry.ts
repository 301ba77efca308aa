import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { DeliveryError, deliveryError } from '../errors';
import { checkRatio } from './check';
import { crc32 } from './crc32';
import type { Archive, ArchiveEntry } from './open';

const CHUNK_BYTES = 64 * 1024;
const LOCAL_HEADER_MARK = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/** The entry's bytes; size, ratio and CRC are checked on the way, so read it to its end before trusting it. */
export function readEntry(archive: Archive, entry: ArchiveEntry): Readable {
  return Readable.from(unpack(archive, entry), { objectMode: false, highWaterMark: CHUNK_BYTES });
}

export async function* unpack(archive: Archive, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const name = entry.path;
  if (entry.method !== 0 && entry.method !== 8) throw deliveryError('F-zip-method', { name, method: entry.method });
  let size = 0;
  let checksum = 0;
  for await (const chunk of await inflate(archive, entry)) {
    size += chunk.length;
    if (size > entry.sizeBytes) throw deliveryError('F-zip-lying-size', { name, expected: entry.sizeBytes });
    checkRatio(entry, size);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.sizeBytes) throw deliveryError('F-zip-lying-size', { name, expected: entry.sizeBytes });
  if (checksum !== entry.crc32) throw deliveryError('F-zip-crc', { name });
}

async function* inflate(archive: Archive, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  if (entry.packedBytes === 0) return;
  const start = await findData(archive, entry);
  const packed = archive.bytes.read(start, start + entry.packedBytes);
  if (entry.method === 0) {
    yield* packed;
    return;
  }
  const inflated = pipeline(packed, createInflateRaw({ chunkSize: CHUNK_BYTES }), () => undefined);
  try {
    yield* inflated;
  } catch (error) {
    throw isZlibError(error) ? deliveryError('F-zip-data', { name: entry.path }, error) : error;
  }
}

/** The local header repeats the name and may carry other extra fields than the directory: only it tells where data begin. */
async function findData(archive: Archive, entry: ArchiveEntry): Promise<number> {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  const read = await archive.reader.copyRange(header, 0, LOCAL_HEADER_BYTES, entry.headerOffset);
  if (read < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER_MARK) {
    throw deliveryError('F-zip-damaged', {});
  }
  const start = entry.headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.packedBytes > archive.bytes.sizeBytes) throw deliveryError('F-zip-damaged', {});
  return start;
}

function isZlibError(error: unknown): boolean {
  if (error instanceof DeliveryError || !(error instanceof Error)) return false;
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
