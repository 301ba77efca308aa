import { registerSite } from '@/lib/central/register-site';
import type { RunDetail } from '@/lib/runs/get';
import { startSync } from '@/lib/runs/start';
import { saveConnection } from '@/lib/sync/settings';
import { createTestDatabase, type TestDatabase } from './database';
import { executeNext } from './execute-next';
import { type Installation, startInstallation } from './installation';

export interface SyncPair {
  site: TestDatabase;
  central: TestDatabase;
  server: Installation;
  siteId: number;
  token: string;
  /** One run of the site, executed in this process against the real central server. */
  synchronise(): Promise<RunDetail>;
  close(): Promise<void>;
}

/** A site's database connected to a real central server in a process of its own. */
export async function startSyncPair(): Promise<SyncPair> {
  const [site, central] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const server = await startInstallation({ role: 'central', databaseUrl: central.url });
  const { siteId, token } = await registerSite(central.db, { name: 'Hamburg' });
  await saveConnection(site.db, { url: server.url, siteName: 'Hamburg', token });
  return {
    site,
    central,
    server,
    siteId,
    token,
    synchronise: async () => {
      await startSync(site.db, { trigger: 'user' });
      return executeNext(site.db);
    },
    close: async () => {
      await server.kill();
      await Promise.all([site.close(), central.close()]);
    },
  };
}
