import path from 'node:path';
import { chooseSecrets, loadSecrets } from './secrets.mjs';

/**
 * A server and the environment it runs in.
 * @typedef {{ server: import('./settings.mjs').ServerSettings, environment: NodeJS.ProcessEnv }} ConfiguredServer
 */

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {Partial<Record<'site' | 'central', string>>} databaseUrls
 * @returns {ConfiguredServer[]}
 */
export function configureServers({ servers, host, dataDir }, databaseUrls) {
  const generated = loadSecrets(dataDir);
  const site = servers.find((server) => server.role === 'site') ?? null;
  return servers.map((server) => {
    const secrets = chooseSecrets(server, server.role === 'central' ? site : null, generated[server.role]);
    const databaseUrl = databaseUrls[server.role] ?? '';
    return { server, environment: serverEnvironment({ server, host, dataDir, databaseUrl, secrets }, process.env) };
  });
}

/**
 * The environment of one server: nothing in it that is for the launcher or for the other server.
 * @param {object} given
 * @param {import('./settings.mjs').ServerSettings} given.server
 * @param {string} given.host
 * @param {string} given.dataDir of the launcher
 * @param {string} given.databaseUrl
 * @param {import('./secrets.mjs').ServerSecrets} given.secrets
 * @param {NodeJS.ProcessEnv} inherited
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment({ server, host, dataDir, databaseUrl, secrets }, inherited) {
  const kept = Object.entries(inherited).filter(([name]) => !/^(CENTRAL_|ADMIN_|npm_|DEMO$)/.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SYNC_ROLE: server.role,
    HOST: host,
    PORT: String(server.port),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: server.publicUrl,
    NEXTAUTH_SECRET: secrets.sessionSecret,
    CRON_SECRET: secrets.cronSecret,
    DATA_DIR: path.join(dataDir, server.role),
    ...ownBucket(server.role, inherited),
    DELIVERY_ROOTS: inherited.DELIVERY_ROOTS || path.join(dataDir, 'deliveries'),
  };
}

/**
 * Two installations never share a bucket: the central server beside a site has its own, or keeps its files on this machine.
 * @param {'site' | 'central'} role
 * @param {NodeJS.ProcessEnv} inherited
 * @returns {NodeJS.ProcessEnv}
 */
function ownBucket(role, { STORAGE, CENTRAL_DATABASE_URL, DATABASE_URL, CENTRAL_S3_BUCKET }) {
  const alone = Boolean(DATABASE_URL) && !CENTRAL_DATABASE_URL;
  if (role !== 'central' || STORAGE !== 's3' || alone) return {};
  return CENTRAL_S3_BUCKET ? { S3_BUCKET: CENTRAL_S3_BUCKET } : { STORAGE: 'local' };
}
