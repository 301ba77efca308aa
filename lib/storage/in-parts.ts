import 'server-only';
import { createReadStream } from 'node:fs';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { retryUpload } from './retry-upload';
import type { Bucket } from './s3';

/** Both ends belong to it. */
interface Part {
  number: number;
  start: number;
  end: number;
}

/** Puts one part where the upload wants it; answers its ETag. */
type PutPart = (uploadId: string, part: Part) => Promise<string | undefined>;

const MIB = 1024 * 1024;
/** So many parts an object may have. */
const MOST_PARTS = 10_000;

/**
 * Uploads a file in parts, one after the other from the disk: object storage takes 5 GiB at once, and what is cut is
 * only a part. The object is there whole when all of them are; a killed process leaves parts that nobody sees, and that
 * `removeOldUploads` takes away.
 */
export async function uploadInParts(bucket: Bucket, key: string, file: string, sizeBytes: number): Promise<void> {
  const put: PutPart = async (UploadId, { number, start, end }) => {
    const Body = createReadStream(file, { start, end });
    const place = { Bucket: bucket.name, Key: key, UploadId, PartNumber: number };
    try {
      const { ETag } = await bucket.client.send(
        new UploadPartCommand({ ...place, Body, ContentLength: end - start + 1 }),
      );
      return ETag;
    } finally {
      Body.destroy();
    }
  };
  await putAll(bucket, key, partsOf(sizeBytes, bucket.partBytes), put);
}

/** Copies an object that is too big to be copied at once; its bytes stay within object storage. */
export async function copyInParts(bucket: Bucket, source: string, key: string, sizeBytes: number): Promise<void> {
  const put: PutPart = async (UploadId, { number, start, end }) => {
    const place = { Bucket: bucket.name, Key: key, UploadId, PartNumber: number };
    const range = { CopySource: source, CopySourceRange: `bytes=${start}-${end}` };
    const { CopyPartResult } = await bucket.client.send(new UploadPartCopyCommand({ ...place, ...range }));
    return CopyPartResult?.ETag;
  };
  await putAll(bucket, key, partsOf(sizeBytes, bucket.copyBytes), put);
}

/** Of equal length but for the last one; longer than wished for where there would be too many. */
export function partsOf(sizeBytes: number, wishedBytes: number): Part[] {
  const leastBytes = Math.ceil(sizeBytes / MOST_PARTS);
  const partBytes = leastBytes > wishedBytes ? Math.ceil(leastBytes / MIB) * MIB : wishedBytes;
  const parts: Part[] = [];
  for (let start = 0; start < sizeBytes; start += partBytes) {
    parts.push({ number: parts.length + 1, start, end: Math.min(sizeBytes, start + partBytes) - 1 });
  }
  return parts;
}

async function putAll({ client, name }: Bucket, Key: string, parts: readonly Part[], put: PutPart): Promise<void> {
  const object = { Bucket: name, Key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  if (!UploadId) throw new Error('the object storage began an upload without an id');
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (const part of parts) {
      Parts.push({ PartNumber: part.number, ETag: await retryUpload(() => put(UploadId, part)) });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // Where that fails too, the parts are removed with the old ones.
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId })).catch(() => undefined);
    throw error;
  }
}
