import 'server-only';
import { CHANGELOG_START, clampCursor, OWN_ORIGIN, stampChanges } from '../changelog/read';
import type { Db } from '../db/client';
import { CENTRAL_TABLES, type PullAnswer, type PullRequest, REMOTE_TABLES } from '../protocol/v1';
import { countChangesBetween, readChanges } from '../records/read-changes';
import type { CallingSite } from './authenticate';

/**
 * The next batch for a site: central data, or the remote data that it may see. Today that is its own, on its first run:
 * nothing is shared between sites, and what came from a site is never sent back to it otherwise.
 */
export async function servePull(db: Db, site: CallingSite, request: PullRequest): Promise<PullAnswer> {
  await stampChanges(db);
  const cursor = await clampCursor(db, request.cursor ?? CHANGELOG_START);
  const end = { epoch: cursor.epoch, position: cursor.last };
  if (request.scope === 'remote' && !request.own) return { records: [], remaining: 0, cursor: end };
  const range = {
    after: cursor.position,
    upTo: cursor.last,
    origin: request.scope === 'central' ? OWN_ORIGIN : site.id,
    tables: request.scope === 'central' ? CENTRAL_TABLES : REMOTE_TABLES,
  };
  const [records, total] = await Promise.all([readChanges(db, range), countChangesBetween(db, range)]);
  const remaining = Math.max(0, total - records.length);
  const last = records.at(-1);
  return { records, remaining, cursor: remaining > 0 && last ? { epoch: cursor.epoch, position: last.cursor } : end };
}
