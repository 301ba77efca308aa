import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';
import {
  readDatabaseUrl,
  readEmail,
  readPassword,
  readPort,
  readRole,
  readSecret,
  readSwitch,
  readUrl,
} from './variables.mjs';

/**
 * @typedef {object} ServerSettings
 * @property {'site' | 'central'} role
 * @property {number} port
 * @property {string} portVariable the environment variable that changes it
 * @property {string} localUrl reaches it from this machine
 * @property {string} publicUrl what people open
 * @property {string | null} databaseUrl null: the embedded Postgres
 * @property {string | null} sessionSecret null: a generated one
 * @property {string | null} cronSecret null: a generated one
 *
 * @typedef {object} Settings
 * @property {string} dataDir
 * @property {string} host
 * @property {boolean} demo
 * @property {string} adminEmail
 * @property {string | null} adminPassword
 * @property {ServerSettings[]} servers the site first
 * @property {string[]} notes what a person should know about these settings
 */

/**
 * Reads the settings from the environment. An empty variable counts as absent.
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} root
 * @returns {Settings}
 * @throws {Refusal} on the first one that cannot be used
 */
export function readSettings(environment, root) {
  /** @type {import('./variables.mjs').Get} */
  const get = (name) => environment[name] || null;
  const host = get('HOST') ?? '127.0.0.1';
  const servers = readServers(host, get);
  return {
    dataDir: path.resolve(root, get('DATA_DIR') ?? 'data'),
    host,
    demo: readSwitch('DEMO', get, get('DATABASE_URL') === null),
    adminEmail: readEmail('ADMIN_EMAIL', get, 'admin@example.org'),
    adminPassword: readPassword('ADMIN_PASSWORD', get),
    servers,
    notes: [...noteRoles(servers, get), ...noteAddress(servers, host, get)],
  };
}

/**
 * A site and a central server, or the one that `DATABASE_URL` alone stands for.
 * @param {string} host
 * @param {import('./variables.mjs').Get} get
 */
function readServers(host, get) {
  const databaseUrl = readDatabaseUrl('DATABASE_URL', get);
  const centralDatabaseUrl = readDatabaseUrl('CENTRAL_DATABASE_URL', get);
  const role = readRole('SYNC_ROLE', get) ?? 'site';
  if (databaseUrl && !centralDatabaseUrl) return [readServer(role, '', 3000, databaseUrl, host, get)];
  if (!databaseUrl && centralDatabaseUrl) {
    throw new Refusal('CENTRAL_DATABASE_URL is set without DATABASE_URL: set both, or neither.');
  }
  if (databaseUrl && databaseUrl === centralDatabaseUrl) {
    throw new Refusal('DATABASE_URL and CENTRAL_DATABASE_URL are the same: each server needs a database of its own.');
  }
  const site = readServer('site', '', 3000, databaseUrl, host, get);
  const central = readServer('central', 'CENTRAL_', 3001, centralDatabaseUrl, host, get);
  if (site.port === central.port) {
    throw new Refusal(`PORT and CENTRAL_PORT are both ${site.port}: choose two different ones.`);
  }
  return [site, central];
}

/**
 * @param {'site' | 'central'} role
 * @param {'' | 'CENTRAL_'} prefix of its variables
 * @param {number} defaultPort
 * @param {string | null} databaseUrl
 * @param {string} host
 * @param {import('./variables.mjs').Get} get
 * @returns {ServerSettings}
 */
function readServer(role, prefix, defaultPort, databaseUrl, host, get) {
  const port = readPort(`${prefix}PORT`, get, defaultPort);
  const name = host.includes(':') ? `[${host}]` : host;
  const anyAddress = host === '0.0.0.0' || host === '::';
  const shownName = anyAddress || host === '127.0.0.1' ? 'localhost' : name;
  return {
    role,
    port,
    portVariable: `${prefix}PORT`,
    localUrl: `http://${anyAddress ? '127.0.0.1' : name}:${port}`,
    publicUrl: readUrl(`${prefix}NEXTAUTH_URL`, get) ?? `http://${shownName}:${port}`,
    databaseUrl,
    sessionSecret: readSecret(`${prefix}NEXTAUTH_SECRET`, get),
    cronSecret: readSecret(`${prefix}CRON_SECRET`, get),
  };
}

/**
 * @param {ServerSettings[]} servers
 * @param {import('./variables.mjs').Get} get
 */
function noteRoles(servers, get) {
  if (servers.length > 1) {
    return get('SYNC_ROLE') === null ? [] : ['SYNC_ROLE is not used: a site and a central server are started.'];
  }
  const [role, other] = servers[0]?.role === 'site' ? ['site', 'central server'] : ['central server', 'site'];
  return [
    `DATABASE_URL alone: one ${role} is started and no ${other} beside it (CENTRAL_DATABASE_URL starts both).`,
    ...(get('DEMO') === '1' ? ['DEMO=1 is not used: the demo data needs a site and a central server.'] : []),
  ];
}

/**
 * @param {ServerSettings[]} servers
 * @param {string} host
 * @param {import('./variables.mjs').Get} get
 */
function noteAddress(servers, host, get) {
  if (['127.0.0.1', 'localhost', '::1'].includes(host) || get('NEXTAUTH_URL') !== null) return [];
  return [`If people reach this machine by another name than ${servers[0]?.publicUrl}, set NEXTAUTH_URL to it.`];
}
