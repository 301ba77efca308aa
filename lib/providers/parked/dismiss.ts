import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { NotFoundError } from '../../errors';
import type { DecideInput } from './accept';

/** Leaves a parked provider out: its records are skipped without asking again. Throws NotFoundError. */
export async function dismissProvider(db: Db, { interfaceId, parkedId, userId }: DecideInput): Promise<void> {
  const [row] = await db.execute(sql`
    update parked_providers set decision = 'dismissed', decided_at = now(), decided_by = ${userId}, settled_at = null
    where id = ${parkedId} and interface_id = ${interfaceId} returning id`);
  if (!row) throw new NotFoundError('provider', parkedId);
}
