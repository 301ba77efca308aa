import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { registerSite } from '@/lib/central/register-site';
import { clampCursor, stampChanges } from '@/lib/changelog/read';
import type { Db } from '@/lib/db/client';
import { executeRun } from '@/lib/runs/execute';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';
import { startRun } from '@/lib/runs/start';
import { type FileStorage, openStorage } from '@/lib/storage/storage';
import { storeFile } from '@/lib/storage/store-file';
import { createFileClient, type FileClient } from '@/lib/sync/files/client';
import { type FileTransferResult, transferFiles } from '@/lib/sync/files/transfer';
import { writeState } from '@/lib/sync/state';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy';
import { createTestDatabase, type TestDatabase } from './database';
import { type Installation, startInstallation } from './installation';
import { insertProvider } from './records';
import { environmentOf, type ObjectStorage, type StorageKind, startObjectStorage } from './storages';

/** The same for all sites: each has its own token. */
export const INSTALLATION = '0190a0a0-0000-7000-8000-000000000001';

/** One site of a pair: its database, its files, and its way to the central server. */
export interface FileSite {
  db: Db;
  files: FileStorage;
  siteId: number;
  token: string;
  client: FileClient;
}

export interface FilePair {
  central: TestDatabase;
  centralFiles: FileStorage;
  server: Installation;
  proxy: CuttingProxy;
  /** Registers one more site, with a database and a storage of its own. */
  addSite(name: string): Promise<FileSite>;
  close(): Promise<void>;
}

/** A real central server with files of its own, and a line that can be cut; over S3 each side has its own object storage. */
export async function startFilePair(kind: StorageKind = 'local'): Promise<FilePair> {
  const root = await mkdtemp(path.join(tmpdir(), 'file-pair-'));
  const central = await createTestDatabase();
  const dataDir = path.join(root, 'central');
  const buckets: ObjectStorage[] = [];
  const addBucket = async () => {
    const bucket = await startObjectStorage();
    buckets.push(bucket);
    return bucket;
  };
  const centralBucket = kind === 's3' ? await addBucket() : null;
  const server = await startInstallation({
    role: 'central',
    databaseUrl: central.url,
    dataDir,
    executor: false,
    env: centralBucket ? environmentOf(centralBucket) : {},
  });
  const proxy = await startCuttingProxy(server.port);
  const databases: TestDatabase[] = [central];
  return {
    central,
    centralFiles: centralBucket?.open(path.join(dataDir, 'files')) ?? openStorage(path.join(dataDir, 'files')),
    server,
    proxy,
    addSite: async (name) => {
      const database = await createTestDatabase({ max: 6 });
      databases.push(database);
      const { siteId, token } = await registerSite(central.db, { name });
      const folder = path.join(root, name);
      const bucket = kind === 's3' ? await addBucket() : null;
      const files = bucket ? { files: bucket.open(folder) } : {};
      return openSite(database.db, { siteId, token, url: proxy.url, root: folder, ...files });
    },
    close: async () => {
      await proxy.close();
      await server.kill();
      await Promise.all(databases.map((database) => database.close()));
      await Promise.all(buckets.map((bucket) => bucket.close()));
      await rm(root, { recursive: true, force: true });
    },
  };
}

export function openSite(
  db: Db,
  input: {
    siteId: number;
    token: string;
    url: string;
    root: string;
    files?: FileStorage;
    retryDelaysMs?: number[];
    idleMs?: number;
  },
): FileSite {
  const { siteId, token, url, root, retryDelaysMs = [10, 10], idleMs = 5_000 } = input;
  const client = createFileClient({ url, token, installationId: INSTALLATION, retryDelaysMs, idleMs });
  return { db, files: input.files ?? openStorage(root), siteId, token, client };
}

/** Runs the step `files` alone, as a run of its own. */
export async function transfer(site: FileSite): Promise<{ run: RunDetail; result: FileTransferResult }> {
  await startRun(site.db, { target: 'central', trigger: 'user' });
  const claimed = await claimRun(site.db, 'test');
  if (!claimed) throw new Error('no run is queued');
  let result: FileTransferResult | undefined;
  await executeRun({
    db: site.db,
    controlDb: site.db,
    run: claimed,
    findWork: async () => ({
      steps: ['files'],
      execute: async (context) => {
        result = await context.step('files', (progress) => transferFiles(context, site.client, progress, site.files));
        return { state: result.problems > 0 ? 'problems' : 'done' };
      },
    }),
  });
  const run = await getRun(site.db, claimed.id);
  if (!run || !result) throw new Error(`the step ended with ${JSON.stringify(run?.error)}`);
  return { run, result };
}

export interface AttachedFile {
  sha256: string;
  bytes: Buffer;
  name: string;
  propertyId: string;
}

/** A property with one file of random bytes, which lie in `files` unless `stored` is false. */
export async function attachFile(
  { db, files }: Pick<FileSite, 'db' | 'files'>,
  name: string,
  { size = 100_000, originSiteId = 0, bytes = randomBytes(size) as Buffer, stored = true } = {},
): Promise<AttachedFile> {
  const { sha256, sizeBytes, mediaType } = await storeFile(files, Readable.from([bytes]));
  if (!stored) await rm(path.join(files.root, sha256.slice(0, 2)), { recursive: true });
  const providerId = await insertProvider(db, { number: uuidv7(), originSiteId });
  const propertyId = uuidv7();
  await db.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type, stored_at)
    values (${sha256}, ${sizeBytes}, ${mediaType}, ${stored ? sql`now()` : null}) on conflict do nothing`);
  await db.execute(sql`
    insert into properties (id, origin_site_id, provider_id, state, title, document, content_hash)
    values (${propertyId}, ${originSiteId}, ${providerId}, 'active', ${`House ${name}`}, '{}', 'x')`);
  await db.execute(sql`
    insert into attachments (id, origin_site_id, property_id, position, name, file_sha256)
    values (${uuidv7()}, ${originSiteId}, ${propertyId}, 1, ${name}, ${sha256})`);
  return { sha256, bytes, name, propertyId };
}

/** What push, wait and integration leave behind: the central server knows the site's records, and the site knows that. */
export async function pushRecords(site: FileSite, central: Db): Promise<void> {
  for (const table of ['providers', 'properties', 'stored_files', 'attachments']) {
    const rows = await site.db.execute<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(t) as row from ${sql.identifier(table)} t`,
    );
    const owned = rows.map(({ row }) => ({
      ...row,
      ...(table === 'stored_files' ? { stored_at: null } : { origin_site_id: site.siteId }),
    }));
    await central.execute(sql`
      insert into ${sql.identifier(table)}
      select * from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(owned)}::text::jsonb)
      on conflict do nothing`);
  }
  await stampChanges(site.db);
  const { epoch, last } = await clampCursor(site.db, { epoch: 0, position: 0 });
  await writeState(site.db, 'push-cursor', { epoch, position: last });
}
