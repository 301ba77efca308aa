import 'server-only';
import { S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import type { S3Environment } from '../env';
import type { FileStorage } from './storage';

export interface Bucket {
  client: S3Client;
  name: string;
  /** A file above that goes up in parts of that size. */
  partBytes: number;
  /** An object above that is copied in parts of that size: as much as object storage copies at once. */
  copyBytes: number;
}

const MIB = 1024 * 1024;

export interface S3Limits {
  connectionTimeoutMs?: number;
  /** Nothing moved for so long. */
  idleTimeoutMs?: number;
  attempts?: number;
  partBytes?: number;
  copyBytes?: number;
}

/** What goes wrong is thrown, and said by whoever catches it. */
const nothing = (): void => undefined;
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Storage in a bucket; `root` is a directory on this machine for files under way. */
export function openS3Storage(settings: S3Environment, root: string, limits: S3Limits = {}): FileStorage {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = settings;
  const client = new S3Client({
    region,
    ...(endpoint !== null && { endpoint }),
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle,
    // Other providers than Amazon do not all understand the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT,
    maxAttempts: limits.attempts ?? 3,
    requestHandler: {
      connectionTimeout: limits.connectionTimeoutMs ?? 5_000,
      socketTimeout: limits.idleTimeoutMs ?? 60_000,
    },
  });
  const driver = new S3Driver({ client, bucket, visibility: 'private', supportsACL: false });
  const { partBytes = 64 * MIB, copyBytes = 5 * 1024 * MIB } = limits;
  return { disk: new Disk(driver), root, bucket: { client, name: bucket, partBytes, copyBytes } };
}
