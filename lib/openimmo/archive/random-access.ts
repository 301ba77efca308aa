import { RandomAccessReader } from 'yauzl';
import type { DeliveryBytes } from '../types';

/** Lets yauzl read any delivery. Reads ahead while the directory at the end is read entry by entry. */
export class DeliveryReader extends RandomAccessReader {
  /** What the source itself failed with: not the archive's fault. */
  sourceFailure: unknown = null;
  readAheadBytes = 256 * 1024;
  private window: Buffer = Buffer.alloc(0);
  private windowStart = 0;

  constructor(private readonly bytes: DeliveryBytes) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.copyRange(buffer, offset, length, position).then(
      (bytesRead) => callback(null, bytesRead),
      (error: Error) => {
        this.sourceFailure = error;
        callback(error);
      },
    );
  }

  /** Returns fewer bytes than asked for only at the end of the file. */
  async copyRange(buffer: Buffer, offset: number, length: number, position: number): Promise<number> {
    const end = Math.min(position + length, this.bytes.sizeBytes);
    if (position < 0 || position >= end) return 0;
    if (position < this.windowStart || end > this.windowStart + this.window.length) {
      const windowEnd = Math.min(Math.max(end, position + this.readAheadBytes), this.bytes.sizeBytes);
      this.window = await readRange(this.bytes, position, windowEnd);
      this.windowStart = position;
    }
    return this.window.copy(buffer, offset, position - this.windowStart, end - this.windowStart);
  }

  releaseWindow(): void {
    this.readAheadBytes = 0;
    this.window = Buffer.alloc(0);
    this.windowStart = 0;
  }
}

export async function readRange(bytes: DeliveryBytes, start: number, endExclusive: number): Promise<Buffer> {
  if (endExclusive <= start) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of bytes.read(start, endExclusive)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
