import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import type { ReceivedFile } from './store-file';

/** Which property of which interface a file was delivered for, and under which name. */
export interface FileOrigin {
  sha256: string;
  propertyId: string;
  name: string;
}

interface ClaimInput {
  importId: string;
  interfaceId: string;
  files: readonly ReceivedFile[];
  origins: readonly FileOrigin[];
}

/**
 * Says that an import needs these files, before their bytes get their place: they leave the trash, and as long as the
 * import runs no cleanup takes them.
 */
export async function claimFiles(tx: Tx, input: ClaimInput): Promise<void> {
  if (input.files.length > 0) await claimContents(tx, input.files);
  if (input.origins.length > 0) await rememberOrigins(tx, input);
}

async function claimContents(tx: Tx, received: readonly ReceivedFile[]): Promise<void> {
  const files = received.map(({ sha256, sizeBytes, mediaType }) => ({ sha256, sizeBytes, mediaType }));
  await tx.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type)
    select distinct on (sha256) sha256, "sizeBytes", "mediaType"
    from jsonb_to_recordset(${JSON.stringify(files)}::text::jsonb) as f(sha256 text, "sizeBytes" bigint, "mediaType" text)
    order by sha256
    on conflict (sha256) do update set trashed_at = null, trashed_by = null`);
}

async function rememberOrigins(tx: Tx, { importId, interfaceId, origins }: ClaimInput): Promise<void> {
  await tx.execute(sql`
    insert into file_origins (sha256, interface_id, property_id, name, import_id)
    select distinct sha256, ${interfaceId}::uuid, "propertyId", name, ${importId}::uuid
    from json_to_recordset(${JSON.stringify(origins)}::text::json) as o(sha256 text, "propertyId" uuid, name text)
    order by sha256
    on conflict (interface_id, sha256, property_id, name) do update set import_id = excluded.import_id`);
}

/** The bytes have their place. In order, as everybody locks these rows. */
export async function markStored(db: Db | Tx, sha256s: readonly string[]): Promise<void> {
  await db.execute(sql`
    with awaited as materialized (
      select sha256 from stored_files
      where stored_at is null
        and sha256 in (select * from jsonb_array_elements_text(${JSON.stringify(sha256s)}::text::jsonb))
      order by sha256 for no key update)
    update stored_files f set stored_at = now() from awaited a where f.sha256 = a.sha256`);
}
