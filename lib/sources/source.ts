import type { DeliveryBytes } from '../openimmo/types';

/** A delivery as the source lists it; `path` is relative to the source, with `/`. */
export interface SourceFile {
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/** A delivery opened for reading: its bytes stay the same file even when another one takes its name. */
export interface OpenSourceFile extends DeliveryBytes {
  modifiedAt: Date;
  /** Its size now, when it is no longer the file that was opened; null: it is. */
  changedSizeBytes(): Promise<number | null>;
  close(): Promise<void>;
}

/** A place where deliveries lie. Every method throws an AppError `source-…` when it cannot look. */
export interface Source {
  /** All deliveries in no particular order; throws `source-too-many-files` beyond its bound. */
  list(signal?: AbortSignal): AsyncGenerator<SourceFile>;
  /** Throws `delivery-unknown` when nothing of that path lies there. */
  open(path: string): Promise<OpenSourceFile>;
}

/** No more deliveries than this are looked at in one source. */
export const MOST_FILES = 100_000;

const UNFINISHED = /\.(tmp|part|filepart)$/i;
const DELIVERY = /\.(zip|xml)$/i;

/** ZIP and XML by name, in any case; hidden and unfinished files are none. */
export function isDeliveryName(name: string): boolean {
  return !name.startsWith('.') && !UNFINISHED.test(name) && DELIVERY.test(name);
}
