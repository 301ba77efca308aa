import 'server-only';
import { integrateSiteWork } from '../central/integrate-site';
import type { Db } from '../db/client';
import { importWork } from '../interfaces/import-work';
import { CENTRAL_TARGET, type ClaimedRun, type RunWork } from '../runs/run';
import { synchroniseWork } from '../sync/synchronise';

/** What a run's target means. */
export async function findWork(db: Db, run: ClaimedRun): Promise<RunWork> {
  if (run.target === CENTRAL_TARGET) return synchroniseWork(db, run);
  const site = /^site:(\d+)$/.exec(run.target)?.[1];
  return site ? integrateSiteWork(Number(site)) : importWork(run.target);
}
