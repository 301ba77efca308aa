import 'server-only';
import { drawPicture } from '../pictures';
import { createRandom } from '../random';

const MOTIFS = 12;
const COMMENT = 0xfffe;
const MOST_COMMENT_BYTES = 60_000;

/** Draws a few pictures once and makes any number of different ones of them, because drawing is slow. */
export class PictureSeries {
  private readonly drawn: (Buffer | undefined)[] = [];

  /** `sizeBytes`: filled up to that size; null: as large as it is. */
  constructor(private readonly sizeBytes: number | null) {}

  /** The same number gives the same picture, and no other one. */
  async picture(number: number): Promise<Buffer> {
    const motif = number % MOTIFS;
    const bytes = this.drawn[motif] ?? (await drawPicture(motif + 1));
    this.drawn[motif] = bytes;
    return Buffer.concat([bytes.subarray(0, 2), ...this.comments(number, bytes.length), bytes.subarray(2)]);
  }

  /** JPEG comments with noise: they make the picture its own and as large as wanted. */
  private *comments(number: number, drawnBytes: number): Generator<Buffer> {
    const random = createRandom(number + 17);
    let missing = Math.max(16, (this.sizeBytes ?? 0) - drawnBytes);
    while (missing > 0) {
      const length = Math.min(missing, MOST_COMMENT_BYTES);
      const noise = Buffer.alloc(length + 4 + ((4 - (length % 4)) % 4));
      for (let at = 4; at + 4 <= noise.length; at += 4) noise.writeUInt32LE(random.between(0, 0xffffffff), at);
      noise.writeUInt16BE(COMMENT, 0);
      noise.writeUInt16BE(noise.length - 2, 2);
      missing -= length;
      yield noise;
    }
  }
}
