import 'server-only';
import type { Db } from '../db/client';
import type { FilesAnswer, FilesRequest } from '../protocol/files';
import { heldBytes } from '../storage/partial-files';
import type { FileStorage } from '../storage/storage';
import type { CallingSite } from './authenticate';
import { findNeeds, findReadable } from './file-access';

/** Which files the central server waits for, and which it can give. */
export async function answerFiles(
  db: Db,
  files: FileStorage,
  site: CallingSite,
  request: FilesRequest,
): Promise<FilesAnswer> {
  const [needs, readable] = await Promise.all([
    findNeeds(db, site.id, request.has),
    findReadable(db, site.id, request.wants),
  ]);
  const wanted = [...needs].filter(([, need]) => need === 'wanted').map(([sha256]) => sha256);
  const held = wanted.length > 0 ? await heldBytes(files, site.id) : new Map<string, number>();
  return {
    wanted: wanted.map((sha256) => ({ sha256, heldBytes: held.get(sha256) ?? 0 })),
    unknown: [...needs].filter(([, need]) => need === 'unknown').map(([sha256]) => sha256),
    given: [...readable].map(([sha256, sizeBytes]) => ({ sha256, sizeBytes })),
  };
}
