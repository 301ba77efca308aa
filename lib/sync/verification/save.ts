import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/client';
import { type RepairCounts, type VerifiedDifference, verifications } from '../../db/schema/sync';
import type { Comparison } from './compare-with-central';

/** Kept for the page; older ones are dropped with every new one. */
const KEPT = 200;

export interface FoundVerification extends Omit<Comparison, 'differences'> {
  runId: string;
  differences: VerifiedDifference[];
  repaired: RepairCounts | null;
  repairing: boolean;
}

/** Writes down what a comparison found. */
export async function saveVerification(tx: Tx, found: FoundVerification): Promise<void> {
  await tx.insert(verifications).values({ id: uuidv7(), at: sql`clock_timestamp()`, ...found });
  await tx.execute(sql`
    delete from verifications where (at, id) < (
      select at, id from verifications order by at desc, id desc offset ${KEPT - 1} limit 1)`);
}
