import 'server-only';
import type { Db } from '../db/client';
import { readConnection } from '../sync/settings';
import { readState } from '../sync/state';

/**
 * A connected site imports nothing before its first run has finished: until then it does not know which providers and
 * records the central server has from it already. A site without a central server is always ready.
 */
export async function isReadyToImport(db: Db): Promise<boolean> {
  return (await readConnection(db)) === null || (await readState(db, 'first-run-finished')) !== null;
}
