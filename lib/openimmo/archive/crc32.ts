import zlib from 'node:zlib';

/** Node has its own since 20.15; older ones get the table. `previous` continues a checksum. */
export const crc32: (data: Buffer, previous?: number) => number =
  typeof zlib.crc32 === 'function' ? (data, previous = 0) => zlib.crc32(data, previous) : tableCrc32;

const table = new Int32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function tableCrc32(data: Buffer, previous = 0): number {
  let value = ~previous;
  for (const byte of data) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
