import { promisify } from 'node:util';
import { type Entry, fromRandomAccessReader, type ZipFile } from 'yauzl';
import { DeliveryError, deliveryError } from '../errors';
import { LIMITS } from '../limits';
import type { DeliveryBytes } from '../types';
import { checkEntry, checkTogether } from './check';
import { hasZipEnd } from './end-record';
import { decodeNames } from './names';
import { DeliveryReader, readRange } from './random-access';

export interface ArchiveEntry {
  /** likeliest reading of its name, with `/` */
  path: string;
  /** every reading of its name */
  names: string[];
  crc32: number;
  packedBytes: number;
  sizeBytes: number;
  /** 0 stored, 8 deflated; others cannot be read */
  method: number;
  headerOffset: number;
  nameBytes: number;
}

export interface Archive {
  bytes: DeliveryBytes;
  zip: ZipFile;
  reader: DeliveryReader;
  /** files only, in the order of the archive's directory */
  entries: ArchiveEntry[];
}

const openZip = promisify<DeliveryReader, number, object, ZipFile>(fromRandomAccessReader);

/** Reads and checks the whole directory before a single byte is unpacked. */
export async function openArchive(bytes: DeliveryBytes, signal?: AbortSignal): Promise<Archive> {
  if (!(await hasZipEnd(bytes))) throw deliveryError('F-zip-truncated', { size: bytes.sizeBytes });
  const reader = new DeliveryReader(bytes);
  const options = { autoClose: false, decodeStrings: false, lazyEntries: true, validateEntrySizes: false };
  const zip = await openZip(reader, bytes.sizeBytes, options).catch((error: unknown) => {
    throw reader.sourceFailure ?? deliveryError('F-zip-damaged', {}, error);
  });
  if (zip.entryCount > LIMITS.entries) {
    throw deliveryError('F-zip-entries', { count: zip.entryCount, limit: LIMITS.entries });
  }
  const entries: ArchiveEntry[] = [];
  try {
    for await (const raw of zip.eachEntry()) {
      signal?.throwIfAborted();
      const entry = toArchiveEntry(raw);
      checkEntry(raw, entry);
      entries.push(entry);
    }
  } catch (error) {
    throw reader.sourceFailure ?? (await explainDirectoryError(bytes, zip, error));
  }
  reader.releaseWindow();
  checkTogether(entries);
  return { bytes, zip, reader, entries: entries.filter((entry) => !entry.path.endsWith('/')) };
}

function toArchiveEntry(raw: Entry): ArchiveEntry {
  // With `decodeStrings: false` the extra fields are parsed all the same, and names stay bytes.
  const names = decodeNames(raw.fileNameRaw, raw.extraFields);
  return {
    path: names[0] ?? '',
    names,
    crc32: raw.crc32,
    packedBytes: raw.compressedSize,
    sizeBytes: raw.uncompressedSize,
    method: raw.compressionMethod,
    headerOffset: raw.relativeOffsetOfLocalHeader,
    nameBytes: raw.fileNameLength,
  };
}

const FLAGS_OFFSET = 8;
const STRONG_ENCRYPTION = 0x40;

/** yauzl refuses strong encryption before it hands the entry out, and says so only in words: its flag is looked up again. */
async function explainDirectoryError(bytes: DeliveryBytes, zip: ZipFile, error: unknown): Promise<DeliveryError> {
  if (isExpected(error)) throw error;
  const cursor = Number(zip.readEntryCursor);
  const header = await readRange(bytes, cursor, Math.min(cursor + FLAGS_OFFSET + 2, bytes.sizeBytes));
  const isHeader = header.length === FLAGS_OFFSET + 2 && header.readUInt32LE(0) === 0x02014b50;
  if (isHeader && header.readUInt16LE(FLAGS_OFFSET) & STRONG_ENCRYPTION) {
    return deliveryError('F-zip-encrypted', { name: bytes.name }, error);
  }
  return deliveryError('F-zip-damaged', {}, error);
}

function isExpected(error: unknown): boolean {
  return error instanceof DeliveryError || (error instanceof Error && error.name === 'AbortError');
}
