import { createHmac, randomBytes } from 'node:crypto';
import path from 'node:path';
import { readPrivateJson, writePrivateJson } from '../system/private-json.mjs';

/** @typedef {{ sessionSecret: string, cronSecret: string }} ServerSecrets */

/**
 * The secrets of one server: its own from the environment, else derived from the site's, else generated. A site and a
 * central server on one host share none, since cookies ignore ports.
 * @param {import('./settings.mjs').ServerSettings} server
 * @param {import('./settings.mjs').ServerSettings | null} site the site beside a central server
 * @param {ServerSecrets} generated
 * @returns {ServerSecrets}
 */
export function chooseSecrets(server, site, generated) {
  return {
    sessionSecret: server.sessionSecret ?? derive(site?.sessionSecret, 'session') ?? generated.sessionSecret,
    cronSecret: server.cronSecret ?? derive(site?.cronSecret, 'cron') ?? generated.cronSecret,
  };
}

/**
 * @param {string | null | undefined} secret
 * @param {string} purpose
 */
function derive(secret, purpose) {
  return secret ? createHmac('sha256', secret).update(`central ${purpose}`).digest('hex') : null;
}

/**
 * Generated secrets per role, made at the first start and the same ever after.
 * @param {string} dataDir
 * @returns {Record<'site' | 'central', ServerSecrets>}
 */
export function loadSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const known = /** @type {Record<'site' | 'central', ServerSecrets> | undefined} */ (readPrivateJson(file));
  if (known) return known;
  const secrets = { site: generate(), central: generate() };
  writePrivateJson(file, secrets);
  return secrets;
}

function generate() {
  return { sessionSecret: randomBytes(32).toString('hex'), cronSecret: randomBytes(32).toString('hex') };
}
