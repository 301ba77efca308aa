import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a handmade archive; whatever is given here is written, true or not. */
export interface ZipEntry {
  name: string | Buffer;
  content?: string | Buffer;
  stored?: boolean;
  crc32?: number;
  sizeBytes?: number;
  method?: number;
  flags?: number;
  /** Unix mode, as of a symbolic link */
  mode?: number;
  /** points at the local header of an earlier entry instead of writing one */
  sharesBytesWith?: number;
}

interface Written {
  central: Buffer;
  local: Buffer;
}

/** A ZIP file written byte by byte, because no library writes the archives that must be refused. */
export function zipOf(entries: readonly ZipEntry[], options: { entryCount?: number; comment?: string } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const shared = entry.sharesBytesWith === undefined ? undefined : offsets[entry.sharesBytesWith];
    const written = writeEntry(entry, shared ?? offset);
    offsets.push(shared ?? offset);
    centrals.push(written.central);
    if (shared !== undefined) continue;
    locals.push(written.local);
    offset += written.local.length;
  }
  const directory = Buffer.concat(centrals);
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(options.entryCount ?? entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(options.entryCount ?? entries.length, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, comment]);
}

function writeEntry(entry: ZipEntry, offset: number): Written {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? '');
  const packed = entry.stored ? content : deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.flags ?? 0, 2);
  common.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
  common.writeUInt32LE(entry.crc32 ?? crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.sizeBytes ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(0x04034b50, 0);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(0x0314, 4);
  common.copy(central, 6);
  central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  central.writeUInt32LE(offset, 42);
  return { local: Buffer.concat([mark, common, name, packed]), central: Buffer.concat([central, name]) };
}
