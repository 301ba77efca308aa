import 'server-only';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface ArchiveFile {
  path: string;
  bytes: Buffer;
}

/** A ZIP file of these files; all of them were made at `madeAt`. */
export async function zipFiles(files: readonly ArchiveFile[], madeAt: Date): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes } of files) {
    zip.addBuffer(bytes, path, { mtime: madeAt, compress: !path.endsWith('.jpg') });
  }
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Buffer>);
}
