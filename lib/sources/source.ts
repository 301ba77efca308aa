import type { DeliveryBytes } from '../openimmo/types';

/** A delivery as the source lists it; `path` is relative to the source, with `/`. */
export interface SourceFile {
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
  /** The source's own mark of this version of the file (an ETag). */
  version?: string | null;
  /** It is whole as soon as it is listed: nothing of it can still be on its way. */
  complete?: boolean;
}

/** A delivery opened for reading: its bytes stay the same file even when another one takes its name. */
export interface OpenSourceFile extends DeliveryBytes {
  modifiedAt: Date;
  version?: string | null;
  /** Its size now, when it is no longer the file that was opened; null: it is. */
  changedSizeBytes(): Promise<number | null>;
  close(): Promise<void>;
}

/** A place where deliveries lie. Every method throws an AppError `source-…` when it cannot look. */
export interface Source {
  /** All deliveries in no particular order; throws `source-too-many-files` beyond its bound. */
  list(signal?: AbortSignal): AsyncGenerator<SourceFile>;
  /** Throws `delivery-unknown` when nothing of that path lies there. */
  open(path: string, signal?: AbortSignal): Promise<OpenSourceFile>;
  /** Removes a delivery that is still the one that was read; false: it is another one by now, or gone. Where it is missing, nothing can be removed. */
  remove?(file: SourceFile): Promise<boolean>;
}

/** Whether it is still the same version of a delivery. */
export function isSameVersion(first: Omit<SourceFile, 'path'>, second: Omit<SourceFile, 'path'>): boolean {
  return (
    first.sizeBytes === second.sizeBytes &&
    first.modifiedAt.getTime() === second.modifiedAt.getTime() &&
    (first.version ?? null) === (second.version ?? null)
  );
}

/** No more deliveries than this are looked at in one source. */
export const MOST_FILES = 100_000;

const UNFINISHED = /\.(tmp|part|filepart)$/i;
const DELIVERY = /\.(zip|xml)$/i;

/** ZIP and XML by name, in any case; hidden and unfinished files are none. */
export function isDeliveryName(name: string): boolean {
  return !name.startsWith('.') && !UNFINISHED.test(name) && DELIVERY.test(name);
}

const MOST_NAME = 255;
const MOST_PATH = 1_024;

/** A name as a far server lists it, that is a name and nothing else: no way, no control character. */
export function isSafeName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name.length > MOST_NAME) return false;
  return !/[/\\\p{Cc}\p{Cs}]/u.test(name);
}

/** A path of such names, below the source. */
export function isSafePath(path: string): boolean {
  return path.length <= MOST_PATH && path.split('/').every(isSafeName);
}
