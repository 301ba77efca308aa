import 'server-only';
import { z } from 'zod';
import { integrateSiteWork } from '../central/integrate-site';
import type { Db } from '../db/client';
import { CENTRAL_TARGET, type ClaimedRun, type RunWork } from '../runs/run';
import { synchroniseWork } from '../sync/synchronise';

/** What a run's target means. */
export async function findWork(db: Db, run: ClaimedRun): Promise<RunWork> {
  if (run.target === CENTRAL_TARGET) return synchroniseWork(db);
  const site = /^site:(\d+)$/.exec(run.target)?.[1];
  if (site) return integrateSiteWork(Number(site));
  const { importWork } = await import('../interfaces/import-work');
  return importWork(z.uuid().parse(run.target));
}
