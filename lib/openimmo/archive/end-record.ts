import type { DeliveryBytes } from '../types';
import { readRange } from './random-access';

const END_RECORD = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_RECORD_BYTES = 22;
const COMMENT_BYTES = 0xffff;

/** Without its end record a ZIP is still being uploaded, or was cut off. */
export async function hasZipEnd(bytes: DeliveryBytes): Promise<boolean> {
  const tail = await readRange(bytes, Math.max(0, bytes.sizeBytes - END_RECORD_BYTES - COMMENT_BYTES), bytes.sizeBytes);
  for (let at = tail.lastIndexOf(END_RECORD); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END_RECORD, at - 1)) {
    if (at + END_RECORD_BYTES <= tail.length && at + END_RECORD_BYTES + tail.readUInt16LE(at + 20) <= tail.length) {
      return true;
    }
  }
  return false;
}

/** `PK` and the mark of a first entry, of an empty archive, or of a part of a split one. */
export function looksLikeZip(beginning: Buffer): boolean {
  if (beginning.length < 4 || beginning.readUInt16BE(0) !== 0x504b) return false;
  return [0x0304, 0x0506, 0x0708, 0x3030].includes(beginning.readUInt16BE(2));
}
