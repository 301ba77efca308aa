import 'server-only';
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { storing } from '../storage/storage-error';
import { readBetween } from './read-between';

/** A file that only this process has: it loses its name at once, so nothing is left of it, however the process ends. */
export interface PrivateFile {
  sizeBytes: number;
  append(chunk: Buffer): Promise<void>;
  /** Begins anew. */
  empty(): Promise<void>;
  read(start: number, endExclusive: number): Readable;
  close(): Promise<void>;
}

/** Below the system's directory for such files (TMPDIR). What the disk refuses is `storage-full` or `storage-unavailable`. */
export async function openPrivateFile(): Promise<PrivateFile> {
  const name = path.join(tmpdir(), `estate-sync-${randomUUID()}`);
  const handle = await storing(async () => {
    const opened = await open(name, 'wx+', 0o600);
    await rm(name, { force: true });
    return opened;
  });
  return new NamelessFile(handle);
}

class NamelessFile implements PrivateFile {
  sizeBytes = 0;

  constructor(private readonly handle: FileHandle) {}

  async append(chunk: Buffer): Promise<void> {
    for (let written = 0; written < chunk.length; ) {
      const rest = chunk.length - written;
      const { bytesWritten } = await storing(() => this.handle.write(chunk, written, rest, this.sizeBytes));
      written += bytesWritten;
      this.sizeBytes += bytesWritten;
    }
  }

  async empty(): Promise<void> {
    await storing(() => this.handle.truncate(0));
    this.sizeBytes = 0;
  }

  read(start: number, endExclusive: number): Readable {
    return readBetween(this.handle, start, endExclusive);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
