import 'server-only';
import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
} from '@aws-sdk/client-s3';
import type { FileStorage } from './storage';
import { storageError } from './storage-error';

const ABANDONED_AFTER_MS = 7 * 24 * 3_600_000;
const MOST_REQUESTS = 1_000;

/**
 * Lets go of uploads in parts whose process was killed: their parts take room and stand in no list of objects. Answers how
 * many. Object storage that cannot list them has none for us.
 */
export async function removeOldUploads({ bucket }: FileStorage, now: Date): Promise<number> {
  if (!bucket) return 0;
  let removed = 0;
  let place: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (let request = 0; request < MOST_REQUESTS; request++) {
    const answer: ListMultipartUploadsCommandOutput | null = await bucket.client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket.name, ...place }))
      .catch(nullWhereUnknown);
    for (const { Key, UploadId, Initiated } of answer?.Uploads ?? []) {
      if (!Key || !UploadId || !Initiated || now.getTime() - Initiated.getTime() < ABANDONED_AFTER_MS) continue;
      await bucket.client
        .send(new AbortMultipartUploadCommand({ Bucket: bucket.name, Key, UploadId }))
        .catch((error: unknown) => Promise.reject(storageError(error)));
      removed++;
    }
    if (!answer?.IsTruncated || !answer.NextKeyMarker) return removed;
    place = {
      KeyMarker: answer.NextKeyMarker,
      ...(answer.NextUploadIdMarker && { UploadIdMarker: answer.NextUploadIdMarker }),
    };
  }
  return removed;
}

function nullWhereUnknown(error: unknown): null {
  const { name, $metadata } = error as { name?: unknown; $metadata?: { httpStatusCode?: number } };
  if (name === 'NotImplemented' || $metadata?.httpStatusCode === 501) return null;
  throw storageError(error);
}
