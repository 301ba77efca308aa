import type { Entry } from 'yauzl';
import { deliveryError } from '../errors';
import { LIMITS } from '../limits';
import { findUnsafeName } from './names';
import type { ArchiveEntry } from './open';

const UNIX_TYPE_MASK = 0o170000;
const UNIX_FILE = 0o100000;
const UNIX_DIRECTORY = 0o040000;
const LOCAL_HEADER_BYTES = 30;

/** Refuses the archive for what one entry's directory record says. */
export function checkEntry(raw: Entry, entry: ArchiveEntry): void {
  const name = entry.path;
  if (entry.nameBytes > LIMITS.nameBytes) throw deliveryError('F-zip-path', { name });
  const unsafe = findUnsafeName(entry.names);
  if (unsafe === 'path') throw deliveryError('F-zip-path', { name: printable(name) });
  if (unsafe === 'device') throw deliveryError('F-zip-device-name', { name });
  if (isSpecialFile(raw)) throw deliveryError('F-zip-link', { name });
  if (raw.isEncrypted()) throw deliveryError('F-zip-encrypted', { name });
  if (entry.method === 0 && entry.packedBytes !== entry.sizeBytes) {
    throw deliveryError('F-zip-lying-size', { name, expected: entry.sizeBytes });
  }
  checkRatio(entry, entry.sizeBytes);
}

/** Also called while inflating, with what has come out so far. */
export function checkRatio(entry: ArchiveEntry, unpackedBytes: number): void {
  if (unpackedBytes <= LIMITS.ratioFreeBytes) return;
  const ratio = unpackedBytes / Math.max(1, entry.packedBytes);
  if (ratio > LIMITS.ratio) {
    throw deliveryError('F-zip-ratio', { name: entry.path, ratio: Math.round(ratio), limit: LIMITS.ratio });
  }
}

/** Refuses what entries do together: too much, or the same bytes several times over. */
export function checkTogether(entries: readonly ArchiveEntry[]): void {
  const size = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (size > LIMITS.unpackedBytes) throw deliveryError('F-zip-size', { size, limit: LIMITS.unpackedBytes });
  const names = entries.reduce((sum, entry) => sum + entry.nameBytes, 0);
  if (names > LIMITS.namesBytes) throw deliveryError('F-zip-damaged', {});
  const inFileOrder = entries.toSorted((a, b) => a.headerOffset - b.headerOffset);
  let free = 0;
  for (const entry of inFileOrder) {
    if (entry.headerOffset < free) throw deliveryError('F-zip-overlap', { name: entry.path });
    free = entry.headerOffset + LOCAL_HEADER_BYTES + entry.nameBytes + entry.packedBytes;
  }
}

/** Symbolic links, devices, pipes, sockets: the Unix mode stands in the upper half of the external attributes. */
function isSpecialFile(raw: Entry): boolean {
  const type = (raw.externalFileAttributes >>> 16) & UNIX_TYPE_MASK;
  return type !== 0 && type !== UNIX_FILE && type !== UNIX_DIRECTORY;
}

function printable(name: string): string {
  return [...name].map((character) => (character < ' ' ? '�' : character)).join('');
}
