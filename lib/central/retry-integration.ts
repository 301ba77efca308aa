import 'server-only';
import type { Db } from '../db/client';
import { NotFoundError } from '../errors';
import { siteTarget } from '../runs/run';
import { type StartedRun, startRun } from '../runs/start';
import { getSite } from './get-site';

/** (central server) Tries again what of a site could not be integrated, or answers the run that is doing so. */
export async function retryIntegration(
  db: Db,
  { siteId, userId }: { siteId: number; userId: string },
): Promise<StartedRun> {
  if (!(await getSite(db, siteId))) throw new NotFoundError('site', String(siteId));
  return startRun(db, { target: siteTarget(siteId), trigger: 'user', userId });
}
