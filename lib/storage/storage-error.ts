import { AppError } from '../errors';

/** What a file system, or object storage, answers when there is no room. */
const FULL = new Set([
  'ENOSPC',
  'EDQUOT',
  'QuotaExceeded',
  'QuotaExceededException',
  'InsufficientStorage',
  'InsufficientCapacity',
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
]);
/** Rights that are not there, a file system that may only be read, a bucket that is not ours or not there. */
const DENIED = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'AccessDenied',
  'AllAccessDisabled',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'NoSuchBucket',
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
]);
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'NoSuchKey', 'NotFound']);
/** Missing too, but no file. */
const OTHERS_MISSING = new Set(['NoSuchBucket', 'NoSuchUpload']);
const DEEPEST = 6;

/**
 * Names the host's problem: `storage-full`, `storage-denied` (no right to write or read) or `storage-unavailable` (away,
 * or answers something else). Node's errors have a code, those of object storage a name and a status.
 */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  for (const { code, name, status } of chainOf(error)) {
    if (FULL.has(code) || FULL.has(name) || status === 507) {
      return new AppError('storage-full', {}, { cause: error, retryable: true });
    }
    if (DENIED.has(code) || DENIED.has(name) || status === 401 || status === 403) {
      return new AppError('storage-denied', {}, { cause: error });
    }
  }
  return new AppError('storage-unavailable', {}, { cause: error, retryable: true });
}

/** Whether it says that there is no such file; whether the storage is there at all is another question. */
export function isMissing(error: unknown): boolean {
  return chainOf(error).some(({ code, name, status }) => {
    if (OTHERS_MISSING.has(name) || OTHERS_MISSING.has(code)) return false;
    return MISSING.has(code) || MISSING.has(name) || status === 404;
  });
}

function chainOf(error: unknown): { code: string; name: string; status: number | undefined }[] {
  const chain = [];
  let current: unknown = error;
  for (let depth = 0; depth < DEEPEST && current instanceof Error; depth++) {
    const { code, Code, $metadata } = current as {
      code?: unknown;
      Code?: unknown;
      $metadata?: { httpStatusCode?: number };
    };
    const own = typeof code === 'string' ? code : typeof Code === 'string' ? Code : '';
    chain.push({ code: own, name: current.name, status: $metadata?.httpStatusCode });
    current = current.cause;
  }
  return chain;
}

/** What the storage refuses in this work is a typed error. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}
