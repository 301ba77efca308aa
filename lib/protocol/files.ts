import { z } from 'zod';

/** How many hashes one question may name, each way. */
export const MOST_HASHES = 1_000;
/** What one file may weigh: as much as an attachment of a delivery may. */
export const MOST_FILE_BYTES = 200 * 1024 * 1024;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const FilesRequest = z.object({
  /** Files of the site's own attachments that it could send. */
  has: z.array(Sha256).max(MOST_HASHES).default([]),
  /** Files whose bytes it misses. */
  wants: z.array(Sha256).max(MOST_HASHES).default([]),
});
export type FilesRequest = z.infer<typeof FilesRequest>;

export const FilesAnswer = z.object({
  /** Of `has`: what the central server waits for, and how many bytes of it came in an earlier try. */
  wanted: z.array(z.object({ sha256: Sha256, heldBytes: z.number().int().min(0) })).max(MOST_HASHES),
  /** Of `has`: no record of this site refers to it (yet). */
  unknown: z.array(Sha256).max(MOST_HASHES),
  /** Of `wants`: what this site may read and the central server can give. Not stored and not allowed look the same. */
  given: z.array(z.object({ sha256: Sha256, sizeBytes: z.number().int().min(0) })).max(MOST_HASHES),
});
export type FilesAnswer = z.infer<typeof FilesAnswer>;

const Count = z.coerce.number().int().min(0);

/** The address of one file: `?sha256=…&offset=…`, and for an upload its whole size. */
export const FilePlace = z.object({ sha256: Sha256, offset: Count.default(0) });
export type FilePlace = z.infer<typeof FilePlace>;
export const UploadPlace = FilePlace.extend({ size: Count });
export type UploadPlace = z.infer<typeof UploadPlace>;

export const UploadAnswer = z.object({ stored: z.literal(true) });

/** Bytes travel as they are. */
export const FILE_TYPE = 'application/octet-stream';
