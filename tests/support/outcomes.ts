import { eq } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { outcomes } from '@/lib/db/schema/runs';

export async function listOutcomesOfRun(db: Db, runId: string) {
  return db.select().from(outcomes).where(eq(outcomes.runId, runId)).orderBy(outcomes.id);
}
