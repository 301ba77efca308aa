import { AppError } from '../errors';
import { failureKind } from './failure-kind';

/** What failed on the way to a host, as one of ours; what is one already stays as it is. */
export function toNetworkError(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error;
  const kind = failureKind(error);
  return kind === 'timeout'
    ? new AppError('source-timed-out', { host }, { cause: error, retryable: true })
    : new AppError('source-unreachable', { host, kind }, { cause: error, retryable: true });
}

/** The host sends more than is taken. */
export function tooLarge(host: string, mostBytes: number): AppError {
  return new AppError('source-too-large', { host, limitMb: Math.floor(mostBytes / (1024 * 1024)) });
}
