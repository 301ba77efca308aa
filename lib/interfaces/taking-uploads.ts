import 'server-only';
import { asc, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';

const MOST_SHOWN = 50;

/** The interfaces that programs may upload to. */
export function listInterfacesTakingUploads(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: interfaces.id, name: interfaces.name })
    .from(interfaces)
    .where(sql`${interfaces.source} ->> 'kind' = 'upload'`)
    .orderBy(asc(interfaces.name), asc(interfaces.id))
    .limit(MOST_SHOWN);
}
