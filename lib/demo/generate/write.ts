import 'server-only';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { encodePiece } from './encode';
import { PictureSeries } from './pictures';
import { type GeneratedXml, type GenerateInput, generateXml, picturePaths } from './transfer';

export interface WriteOptions {
  directory: string;
  /** without extension */
  name: string;
  format: 'zip' | 'xml';
  /** Each picture is filled up to that size; null: as large as it is. */
  imageBytes: number | null;
  /** Pictures are named and not written: to see what the XML alone costs. */
  withoutFiles?: boolean;
}

export interface WrittenDelivery {
  /** the delivery itself; other files lie beside it */
  path: string;
  sizeBytes: number;
}

/** When all generated files were made: the same seed gives the same bytes. */
const MADE_AT = new Date('2025-03-01T08:30:00Z');
const PIECE_BYTES = 256 * 1024;

/** Writes a generated delivery as a stream: its size is bounded by the disk alone. Complete or not there. */
export async function writeDelivery(input: GenerateInput, options: WriteOptions): Promise<WrittenDelivery[]> {
  await mkdir(options.directory, { recursive: true });
  const files = generateXml(input);
  if (options.format === 'zip') return [await writeZip(input, options, files)];
  const series = new PictureSeries(options.imageBytes);
  if (!options.withoutFiles) {
    for (const { path: picture, number } of picturePaths(input)) {
      const target = path.join(options.directory, picture);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, await series.picture(number));
    }
  }
  const written: WrittenDelivery[] = [];
  for (const [index, file] of files.entries()) {
    const name = files.length === 1 ? `${options.name}.xml` : `${options.name}-${index + 1}.xml`;
    written.push(await writeWhole(path.join(options.directory, name), readXml(file)));
  }
  return written;
}

async function writeZip(
  input: GenerateInput,
  options: WriteOptions,
  files: readonly GeneratedXml[],
): Promise<WrittenDelivery> {
  const zip = new ZipFile();
  const failed = once(zip, 'error').then(([error]) => Promise.reject(error));
  const common = { mtime: MADE_AT, forceDosTimestamp: true };
  for (const file of files) {
    zip.addReadStreamLazy(file.path, common, (take) => take(null, readXml(file)));
  }
  const series = new PictureSeries(options.imageBytes);
  for (const { path: picture, number } of options.withoutFiles ? [] : picturePaths(input)) {
    zip.addReadStreamLazy(picture, { ...common, compress: false }, (take) => {
      series.picture(number).then(
        (bytes) => take(null, Readable.from([bytes])),
        (error: unknown) => take(error, Readable.from([])),
      );
    });
  }
  zip.end();
  const target = path.join(options.directory, `${options.name}.zip`);
  return Promise.race([writeWhole(target, zip.outputStream as Readable), failed]);
}

function readXml(file: GeneratedXml): Readable {
  return Readable.from(encodePieces(file), { objectMode: false });
}

function* encodePieces({ encoding, pieces }: GeneratedXml): Generator<Buffer> {
  let text = '';
  let isFirst = true;
  for (const piece of pieces()) {
    text += piece;
    if (text.length < PIECE_BYTES) continue;
    yield encodePiece(text, encoding, isFirst);
    isFirst = false;
    text = '';
  }
  yield encodePiece(text, encoding, isFirst);
}

async function writeWhole(target: string, content: Readable): Promise<WrittenDelivery> {
  const temporary = `${target}.part`;
  await pipeline(content, createWriteStream(temporary));
  await utimes(temporary, MADE_AT, MADE_AT);
  await rename(temporary, target);
  return { path: target, sizeBytes: (await stat(target)).size };
}
