import 'server-only';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { readConnection } from '../sync/settings';

/** Providers are central data: a connected site has them from its central server, read-only. */
export async function areProvidersReadOnly(db: Db): Promise<boolean> {
  return (await readConnection(db)) !== null;
}

/** Throws `provider-read-only` on a connected site. */
export async function refuseOnConnectedSite(db: Db): Promise<void> {
  if (await areProvidersReadOnly(db)) throw new AppError('provider-read-only');
}
