import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { AppError } from '../../errors';
import { MOST_FILE_BYTES } from '../../protocol/files';
import { confirmStored } from '../../storage/confirm-stored';
import { continueFile } from '../../storage/continue-file';
import { heldBytes } from '../../storage/partial-files';
import { readFrom, sizeOfStored } from '../../storage/read-from';
import type { FileStorage } from '../../storage/storage';
import { retry } from '../retry';
import { type FileClient, MOST_WAIT_MS } from './client';

/** What a transfer of one file works with. */
export interface FileTools {
  db: Db;
  client: FileClient;
  files: FileStorage;
  signal: AbortSignal;
}

/** Partial files of a site's downloads; the central server's lie under the site's number. */
const SCOPE = 0;
/** Errors of one try that the next one can mend: it begins where the other side says. */
const MENDABLE = new Set(['conflict', 'file-damaged']);

/**
 * Sends one file, after a cut from where the central server has it; answers its size. Throws `file-missing` when its bytes
 * are not here, `not-found` when no record there refers to it yet.
 */
export async function sendFile(tools: FileTools, sha256: string, held: number): Promise<number> {
  const { client, files } = tools;
  let sizeBytes = 0;
  let known = held;
  await retryMoving(
    tools,
    async (again) => {
      const size = await sizeOfStored(files, sha256);
      if (size === null) {
        await tools.db.execute(sql`update stored_files set stored_at = null where sha256 = ${sha256}`);
        throw new AppError('file-missing', { sha256 });
      }
      sizeBytes = size;
      if (again) {
        const { wanted, unknown } = await client.ask({ has: [sha256], wants: [] });
        if (unknown.length > 0) throw new AppError('not-found', { what: 'file', id: sha256 });
        if (!wanted[0]) return known;
        known = wanted[0].heldBytes;
      }
      const offset = known <= size ? known : 0;
      await client.upload({ sha256, offset, sizeBytes: size }, readFrom(files, sha256, offset)).catch(mendable);
      return known;
    },
    () => known,
  );
  return sizeBytes;
}

/** Fetches one file, after a cut from where it is here, and says that it is stored. */
export async function fetchFile(tools: FileTools, sha256: string, sizeBytes: number): Promise<void> {
  const { client, files } = tools;
  if (sizeBytes > MOST_FILE_BYTES) throw new AppError('request-too-large', { allowedBytes: MOST_FILE_BYTES });
  let known = 0;
  const mediaType = await retryMoving(
    tools,
    async () => {
      known = (await heldBytes(files, SCOPE)).get(sha256) ?? 0;
      const offset = known <= sizeBytes ? known : 0;
      const bytes = await client.download({ sha256, offset });
      const stored = await continueFile(files, { scope: SCOPE, sha256, offset, sizeBytes }, bytes).catch(mendable);
      return stored.mediaType;
    },
    () => known,
  );
  await tools.db.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type, stored_at) values (${sha256}, ${sizeBytes}, ${mediaType}, now())
    on conflict (sha256) do update set size_bytes = excluded.size_bytes, media_type = excluded.media_type,
      stored_at = now(), trashed_at = null, trashed_by = null`);
  await confirmStored(tools.db, tools.files, sha256, sizeBytes);
}

/** Tries as often as a try comes further than the one before, and otherwise as often as any request. */
async function retryMoving<T>(
  { client, signal }: FileTools,
  work: (again: boolean) => Promise<T>,
  known: () => number,
): Promise<T> {
  let again = false;
  let before = known();
  return retry(
    { delaysMs: client.retryDelaysMs, signal, mostWaitMs: MOST_WAIT_MS },
    () => {
      const first = !again;
      again = true;
      return work(!first);
    },
    {
      hasMoved: () => {
        const moved = known() > before;
        before = known();
        return moved;
      },
    },
  );
}

function mendable(error: unknown): never {
  if (!(error instanceof AppError) || !MENDABLE.has(error.code)) throw error;
  throw new AppError(error.code, error.details, { cause: error, retryable: true });
}
