import 'server-only';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { AppError } from '../errors';

export interface FormFile {
  /** The field's name in the form. */
  field: string;
  /** Without folders, whatever the browser sent. */
  name: string;
  stream: Readable;
}

const MOST_FILES = 100;
const LIMITS = { files: MOST_FILES, fields: 20, fieldSize: 10_000, headerPairs: 50 };

/**
 * Hands out the files of a multipart form one by one as they come; nothing of them is kept in memory. What `take` throws
 * ends the form, and so does a body that breaks off (`connection-failed`). Throws `invalid-input` for what is no such form.
 */
export async function readUploadForm(
  contentType: string | null,
  body: Readable,
  take: (file: FormFile) => Promise<void>,
): Promise<void> {
  const parser = openParser(contentType);
  let failure: unknown;
  let taken: Promise<void> = Promise.resolve();
  const stop = (error: unknown) => {
    failure ??= error;
    parser.destroy(error instanceof Error ? error : new Error('given up'));
  };
  parser.on('file', (field, part, info) => {
    const stream = new PassThrough();
    // Whoever reads is told; before anybody does, nobody listens.
    stream.on('error', () => undefined);
    part.on('error', (error) => stream.destroy(error));
    part.pipe(stream);
    // Whoever wants no more of it does not hold up what comes after it.
    stream.once('close', () => part.unpipe(stream).resume());
    // A field without a file is sent as one without a name.
    if (!info.filename) {
      stream.destroy();
      return;
    }
    const name = info.filename;
    taken = taken.then(() => take({ field, name, stream })).catch(stop);
  });
  parser.on('filesLimit', () => stop(new AppError('request-too-large', { files: MOST_FILES })));
  await pipeline(body, parser).catch((error: unknown) => {
    failure ??=
      error instanceof AppError ? error : new AppError('connection-failed', { kind: 'cut' }, { cause: error });
  });
  await taken;
  if (failure) throw failure;
}

function openParser(contentType: string | null): busboy.Busboy {
  if (!contentType?.toLowerCase().startsWith('multipart/form-data')) {
    throw new AppError('invalid-input', { header: 'content-type' });
  }
  try {
    return busboy({ headers: { 'content-type': contentType }, limits: LIMITS, defParamCharset: 'utf8' });
  } catch (cause) {
    throw new AppError('invalid-input', { header: 'content-type' }, { cause });
  }
}
