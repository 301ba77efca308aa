import path from 'node:path';
import { ensureDatabases } from '../postgres/databases.mjs';
import { startPostgres } from '../postgres/server.mjs';
import { readLogTail } from '../system/log-file.mjs';
import { Stopped } from '../system/refusal.mjs';
import { step } from '../system/step.mjs';

/**
 * The database of each server: those of the environment, or two on the embedded Postgres.
 * @param {{ root: string, settings: import('./settings.mjs').Settings, takeDown: import('./launch.mjs').TakeDown,
 *   signal: AbortSignal }} context
 * @returns {Promise<{ urls: Partial<Record<'site' | 'central', string>>, parts: import('./launch.mjs').Part[] }>}
 */
export async function startDatabases({ root, settings, takeDown, signal }) {
  const given = settings.servers.flatMap(({ role, databaseUrl }) =>
    databaseUrl === null ? [] : [[role, databaseUrl]],
  );
  if (given.length > 0) return { urls: Object.fromEntries(given), parts: [] };
  const { dataDir } = settings;
  /** @type {import('./launch.mjs').Part[]} */
  const parts = [];
  /** @type {Partial<Record<'site' | 'central', string>>} */
  let urls = {};
  await step('Database', async (note) => {
    const postgres = await startPostgres({ root, dataDir, durable: true, note });
    takeDown.push(() => postgres.stop());
    const lastWords = () => readLogTail(path.join(dataDir, 'postgres.log'), 0, 10);
    parts.push({ name: 'database', ended: postgres.ended, lastWords });
    if (signal.aborted) throw new Stopped();
    urls = await ensureDatabases(postgres.adminUrl, ['site', 'central']);
    return postgres.summary;
  });
  return { urls, parts };
}
