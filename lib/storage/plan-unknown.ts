import 'server-only';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { isBegun } from './is-begun';
import { listObjects } from './list-objects';
import { assertOwn, OWNER_KEY } from './own';
import type { FileStorage } from './storage';

/** file: bytes without a record · original: a copy of a delivery that is gone · other: put there by somebody else. */
export type UnknownKind = 'file' | 'original' | 'other';

export interface UnknownObject {
  key: string;
  kind: UnknownKind;
  sizeBytes: number;
  modifiedAt: Date;
}

export interface UnknownPlan {
  objects: UnknownObject[];
  totalBytes: number;
  /** How many were compared with the database. */
  looked: number;
  /** The range of keys that was looked at: behind `after`, up to `through`; null: to the end. */
  after: string;
  through: string | null;
  /** Names exactly this list. */
  hash: string;
}

export interface UnknownInput {
  /** Whose storage it must be. */
  installationId: string;
  now: Date;
  /** Goes on behind this key. */
  after?: string;
  /** Goes no further than this key, which an earlier look has reached. */
  through?: string | null;
  mostLooked?: number;
  mostListed?: number;
  withinMs?: number;
}

/** What is younger may be on its way: its bytes lie there before the database names them. */
const YOUNG_MS = 24 * 3_600_000;
const PER_QUESTION = 1_000;
const MOST_LOOKED = 200_000;
const MOST_LISTED = 1_000;
const WITHIN_MS = 20_000;

/**
 * Objects in storage that nothing in the database names and that are older than a day. Looked for in pieces: a plan says how
 * far it came. Throws `storage-…` when it cannot look, or it is another installation's: an empty list means that there is nothing in what was looked at.
 */
export async function planUnknown(db: Db, storage: FileStorage, input: UnknownInput): Promise<UnknownPlan> {
  const { now, after = '', through = null, mostLooked = MOST_LOOKED, mostListed = MOST_LISTED } = input;
  if (!(await isBegun(db, storage))) return describePlan({ objects: [], looked: 0, after, through });
  await assertOwn(storage, input.installationId);
  const endsAt = performance.now() + (input.withinMs ?? WITHIN_MS);
  const objects: UnknownObject[] = [];
  let looked = 0;
  let reached: string | null = null;
  let batch: UnknownObject[] = [];
  const settle = async () => {
    objects.push(...(await withoutKnown(db, batch)));
    batch = [];
  };
  for await (const { key, sizeBytes, modifiedAt } of listObjects(storage, { after })) {
    if (key === OWNER_KEY) continue;
    const kind = kindOf(key);
    if (kind && now.getTime() - modifiedAt.getTime() >= YOUNG_MS) batch.push({ key, kind, sizeBytes, modifiedAt });
    if (batch.length >= PER_QUESTION) await settle();
    looked++;
    if (key === through) break;
    if (looked >= mostLooked || objects.length >= mostListed || performance.now() > endsAt) {
      reached = key;
      break;
    }
  }
  await settle();
  return describePlan({ objects, looked, after, through: reached ?? through });
}

function describePlan(found: Pick<UnknownPlan, 'objects' | 'looked' | 'after' | 'through'>): UnknownPlan {
  const hash = createHash('sha256').update(JSON.stringify([found.after, found.through]));
  for (const { key, sizeBytes, modifiedAt } of found.objects) {
    hash.update(JSON.stringify([key, sizeBytes, modifiedAt.getTime()]));
  }
  const totalBytes = found.objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { ...found, totalBytes, hash: hash.digest('hex') };
}

const CONTENT = /^([0-9a-f]{2})\/([0-9a-f]{2})\/(\1\2[0-9a-f]{60})$/;
/** Derived from files and removed with them, and what was moved away already. */
const OWN_FOLDERS = /^(thumbnails|trash)\//;

/** The content that a key stands for; null: it is no stored file. */
export const contentOf = (key: string): string | null => CONTENT.exec(key)?.[3] ?? null;

/** Null: not looked at. */
function kindOf(key: string): UnknownKind | null {
  if (OWN_FOLDERS.test(key)) return null;
  if (CONTENT.test(key)) return 'file';
  return key.startsWith('originals/') ? 'original' : 'other';
}

async function withoutKnown(db: Db, batch: readonly UnknownObject[]): Promise<UnknownObject[]> {
  if (batch.length === 0) return [];
  const known = new Set([
    ...(await readKnownFiles(
      db,
      batch.flatMap(({ key }) => contentOf(key) ?? []),
    )),
    ...(await readKnownOriginals(
      db,
      batch.flatMap(({ key, kind }) => (kind === 'original' ? [key] : [])),
    )),
  ]);
  return batch.filter(({ key }) => !known.has(contentOf(key) ?? key));
}

/** Of these contents those that the database counts on: stored, named by an attachment, or claimed by an import under way. */
export async function readKnownFiles(db: Db | Tx, sha256s: readonly string[]): Promise<string[]> {
  if (sha256s.length === 0) return [];
  const rows = await db.execute<{ sha256: string }>(sql`
    select f.sha256 from stored_files f
    where f.sha256 in (select * from jsonb_array_elements_text(${JSON.stringify(sha256s)}::text::jsonb)) and (
      f.stored_at is not null
      or exists (select 1 from attachments a where a.file_sha256 = f.sha256)
      or exists (select 1 from file_origins o join imports i on i.id = o.import_id
        where o.sha256 = f.sha256 and i.state = 'running'))`);
  return rows.map((row) => row.sha256);
}

async function readKnownOriginals(db: Db, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db.execute<{ key: string }>(sql`
    select original_key as key from deliveries
    where original_key in (select * from jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb))`);
  return rows.map((row) => row.key);
}
