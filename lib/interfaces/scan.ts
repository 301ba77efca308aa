import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { openSource, type SourcePlaces } from '../sources/open-source';
import type { SourceFile } from '../sources/source';
import { getInterface } from './get';
import { closePlans } from './plans/close';
import { isStable } from './stable';

export interface ScanOptions extends Omit<SourcePlaces, 'db'> {
  now?: Date;
  signal?: AbortSignal;
}

export interface ScanResult {
  files: number;
}

const PER_STATEMENT = 5_000;

/**
 * Looks into an interface's source and brings its deliveries up to date: new, changed since, still being uploaded, gone.
 * Those of a run under way are left alone. Throws `source-…` when it cannot look, and then changes nothing.
 */
export async function scanInterface(db: Db, interfaceId: string, options: ScanOptions): Promise<ScanResult> {
  const iface = await getInterface(db, interfaceId);
  const source = await openSource(iface, { ...options, db });
  const now = options.now ?? new Date();
  const files: SourceFile[] = [];
  for await (const file of source.list(options.signal)) files.push(file);
  await releaseAbandoned(db, interfaceId);
  for (let start = 0; start < files.length; start += PER_STATEMENT) {
    await upsertDeliveries(db, interfaceId, files.slice(start, start + PER_STATEMENT), now);
  }
  await flagGone(db, interfaceId, files);
  return { files: files.length };
}

/** A run that ended without closing its delivery (its executor died and it was cancelled) leaves none running. */
export async function releaseAbandoned(db: Db, interfaceId: string): Promise<void> {
  const ended = sql`not exists (select 1 from runs r where r.id = i.run_id and r.state in ('queued', 'running'))`;
  await db.transaction(async (tx) => {
    const abandoned = await tx.execute<{ id: string }>(sql`
      update imports i set state = 'cancelled', message_code = 'F-interrupted', finished_at = now()
      where interface_id = ${interfaceId} and state = 'running' and ${ended} returning id`);
    for (const { id } of abandoned) await closePlans(tx, 'discarded', { where: sql`i.id = ${id}` });
    await tx.execute(sql`
      update deliveries d set state = (case when last_import_id is null then 'new' else 'changed' end)::delivery_state
      where interface_id = ${interfaceId} and state = 'running'
        and not exists (select 1 from imports i where i.delivery_id = d.id and i.state = 'running')`);
  });
}

async function upsertDeliveries(db: Db, interfaceId: string, files: SourceFile[], now: Date): Promise<void> {
  const rows = files.map((file) => ({
    id: uuidv7(),
    path: file.path,
    size: file.sizeBytes,
    modified: file.modifiedAt.toISOString(),
    version: file.version ?? null,
    stable: file.complete === true || isStable(file.modifiedAt, now),
  }));
  // Who does not say how large a file is says 0.
  const size = sql`coalesce(nullif(excluded.size_bytes, 0), d.size_bytes)`;
  const same = sql`((d.size_bytes, d.modified_at, d.version) is not distinct from (${size}, excluded.modified_at, excluded.version))`;
  // A file of the future (a clock that is wrong) is finished once it was seen twice alike.
  await db.execute(sql`
    insert into deliveries as d (id, interface_id, path, size_bytes, modified_at, version, state)
    select id, ${interfaceId}, path, size, modified, version, (case when stable then 'new' else 'uploading' end)::delivery_state
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as f(id uuid, path text, size bigint, modified timestamptz, version text, stable boolean)
    -- Those that are as they were are left out, which spares each of them a lock.
    where not exists (
      select from deliveries d
      where d.interface_id = ${interfaceId} and d.path = f.path and d.gone_at is null and d.state <> 'uploading'
        and (d.size_bytes, d.modified_at, d.version) is not distinct from (coalesce(nullif(f.size, 0), d.size_bytes), f.modified, f.version))
    on conflict (interface_id, path) do update set
      size_bytes = ${size}, modified_at = excluded.modified_at, version = excluded.version, gone_at = null,
      transfer_at = case when ${same} then d.transfer_at end, peeked_at = case when ${same} then d.peeked_at end,
      state = case
        when ${same} and d.state <> 'uploading' then d.state
        when excluded.state = 'uploading' and not (${same} and excluded.modified_at > ${now.toISOString()}::timestamptz) then 'uploading'
        when d.last_import_id is null then 'new'::delivery_state
        else 'changed' end
    where d.state <> 'running' and not (${same} and d.gone_at is null and d.state <> 'uploading')`);
}

async function flagGone(db: Db, interfaceId: string, files: SourceFile[]): Promise<void> {
  const paths = JSON.stringify(files.map((file) => file.path));
  await db.execute(sql`
    update deliveries d set gone_at = now()
    where interface_id = ${interfaceId} and gone_at is null and state <> 'running'
      and not exists (select 1 from jsonb_array_elements_text(${paths}::text::jsonb) p where p = d.path)`);
}
