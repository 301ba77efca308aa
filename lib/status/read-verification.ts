import 'server-only';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { verifications } from '../db/schema/sync';
import { getLatestRun } from '../runs/get';
import { CENTRAL_TARGET } from '../runs/run';
import { readConnection } from '../sync/settings';
import type { VerificationDetails, VerificationRow, VerificationStatus } from './verification-status';

const SHOWN = 20;
/** Without the differences, which can be long: the status is polled. */
const COLUMNS = {
  id: verifications.id,
  runId: verifications.runId,
  at: verifications.at,
  putOff: verifications.putOff,
  total: verifications.total,
  identical: verifications.identical,
  differingCount: verifications.differingCount,
  repairing: verifications.repairing,
  repaired: verifications.repaired,
};

/** null: never compared. */
export async function readLatestVerification(db: Db): Promise<VerificationStatus | null> {
  const [row] = await readRows(db, 1);
  if (!row) return null;
  const { id: _id, runId: _runId, repaired: _repaired, ...status } = row;
  return status;
}

/** The last comparisons, and what differed in the newest. */
export async function readVerificationDetails(db: Db): Promise<VerificationDetails> {
  const [connection, latestRun, rows] = await Promise.all([
    readConnection(db),
    getLatestRun(db, CENTRAL_TARGET),
    readRows(db, SHOWN),
  ]);
  const running = latestRun?.state === 'queued' || latestRun?.state === 'running';
  return { connected: connection !== null, running, rows, differences: await readDifferences(db, rows[0]) };
}

async function readDifferences(
  db: Db,
  newest: VerificationRow | undefined,
): Promise<VerificationDetails['differences']> {
  if (!newest || newest.differingCount === 0) return [];
  const [row] = await db
    .select({ differences: verifications.differences })
    .from(verifications)
    .where(eq(verifications.id, newest.id));
  return row?.differences ?? [];
}

async function readRows(db: Db, most: number): Promise<VerificationRow[]> {
  const rows = await db
    .select(COLUMNS)
    .from(verifications)
    .orderBy(desc(verifications.at), desc(verifications.id))
    .limit(most);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
