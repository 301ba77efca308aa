import { type ZipEntry, zipOf } from './zip';

/** An archive whose directory says that it has that many entries; only ZIP64 can say so. */
export function zip64Of(entries: readonly ZipEntry[], count: number): Buffer {
  const whole = zipOf(entries, { entryCount: 0xffff });
  const directory = whole.length - 22;
  const [record, locator] = [Buffer.alloc(56), Buffer.alloc(20)];
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(whole.readUInt32LE(directory + 12)), 40);
  record.writeBigUInt64LE(BigInt(whole.readUInt32LE(directory + 16)), 48);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directory), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.from(whole.subarray(directory));
  end.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([whole.subarray(0, directory), record, locator, end]);
}
