/** Where a picture was taken tells an address that may not be released: it is overwritten before a picture is stored. */

/** Metadata stands at the beginning of a JPEG, in segments of at most 64 KiB. */
export const METADATA_BYTES = 256 * 1024;

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const GPS_TAG = 0x8825;
/** Bytes of a value by its TIFF type. */
const VALUE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** Overwrites positions in the metadata at the beginning of a JPEG, in place: sizes stay, pixels are not touched. */
export function stripPosition(beginning: Buffer): void {
  if (beginning.length < 4 || beginning.readUInt16BE(0) !== 0xffd8) return;
  for (let at = 2; at + 4 <= beginning.length && beginning[at] === 0xff; ) {
    const marker = beginning[at + 1];
    const length = beginning.readUInt16BE(at + 2);
    if (marker === 0xda || length < 2) return;
    if (marker === 0xe1) stripSegment(beginning.subarray(at + 4, at + 2 + length));
    at += 2 + length;
  }
}

function stripSegment(segment: Buffer): void {
  if (segment.toString('latin1', 0, EXIF.length) === EXIF) stripExif(segment.subarray(EXIF.length));
  else if (segment.toString('latin1', 0, XMP.length) === XMP) stripXmp(segment);
}

/** `tiff` is a small TIFF file: a header, then directories of entries that point at each other. */
function stripExif(tiff: Buffer): void {
  if (tiff.length < 8) return;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const read32 = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const entriesOf = (directory: number) => {
    const fitting = Math.max(0, Math.floor((tiff.length - directory - 2) / 12));
    return Array.from({ length: Math.min(read16(directory), fitting) }, (_, index) => directory + 2 + index * 12);
  };
  for (const entry of entriesOf(read32(4))) {
    if (read16(entry) !== GPS_TAG) continue;
    const gps = read32(entry + 8);
    for (const place of entriesOf(gps)) {
      const bytes = (VALUE_BYTES[read16(place + 2)] ?? 0) * read32(place + 4);
      if (bytes > 4) zero(tiff, read32(place + 8), bytes);
      zero(tiff, place, 12);
    }
    zero(tiff, gps, 2);
  }
}

function zero(tiff: Buffer, from: number, bytes: number): void {
  tiff.fill(0, Math.min(from, tiff.length), Math.min(from + bytes, tiff.length));
}

/** XMP says the same as text: `exif:GPSLatitude="…"` or as an element. */
function stripXmp(segment: Buffer): void {
  const text = segment.toString('latin1');
  for (const match of text.matchAll(/exif:GPS\w+\s*(?:=\s*(["'])(.*?)\1|>([^<]*)<)/g)) {
    const value = match[2] ?? match[3] ?? '';
    const from = match.index + match[0].length - 1 - value.length;
    segment.fill(0x20, from, from + value.length);
  }
}
