import 'server-only';
import type { z } from 'zod';
import { db } from '../db/client';
import { AppError } from '../errors';
import { FILE_TYPE, FilePlace, FilesRequest, UploadPlace } from '../protocol/files';
import { storage } from '../storage/storage';
import { answerFiles } from './answer-files';
import { authenticateSite } from './authenticate';
import { readBody } from './read-body';
import { receiveFile } from './receive-file';
import { centralEndpoint } from './route';
import { serveFile } from './serve-file';

/** Two lists of MOST_HASHES hashes, and room. */
const MOST_QUESTION_BYTES = 256 * 1024;

/** One address for files: a question in JSON; with `?sha256=…` bytes up, or without any, bytes down (docs/protocol.md). */
export const filesRoute = centralEndpoint(async (request) => {
  const site = await authenticateSite(db(), request.headers);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (!('sha256' in query)) return answerFiles(db(), storage(), site, parse(FilesRequest, await readQuestion(request)));
  if (request.headers.get('content-type') !== FILE_TYPE) {
    return serveFile(db(), storage(), site, parse(FilePlace, query));
  }
  return receiveFile(db(), storage(), site, parse(UploadPlace, query), request.body);
});

async function readQuestion(request: Request): Promise<unknown> {
  const text = await readBody(request, MOST_QUESTION_BYTES);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid-input', { field: 'body', reason: 'unreadable' }, { cause });
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid-input', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}
