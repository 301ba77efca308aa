import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureDatabases } from '../postgres/databases.mjs';
import { readRecord } from '../postgres/place.mjs';
import { adminUrl, startPostgres } from '../postgres/server.mjs';
import { describeFailure, Refusal } from '../system/refusal.mjs';
import { findHolder, lockDirectory } from './lock.mjs';
import { runProgram } from './programs.mjs';
import { configureServers } from './server-environment.mjs';
import { readSettings } from './settings.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = 'npm run admin -- reset-password E-MAIL [--central]';

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function administer(args) {
  /** @type {(() => void | Promise<void>)[]} */
  const takeDown = [];
  try {
    const { email, role } = parseArguments(args);
    const password = await resetPassword(email, role, takeDown);
    const where = role === 'central' ? 'on the central server' : 'at the site';
    console.log(`New password of ${email} ${where}, shown only now: ${password}`);
    return 0;
  } catch (error) {
    console.error(describeFailure(error));
    return 1;
  } finally {
    for (const stop of takeDown.reverse()) await stop();
  }
}

/**
 * @param {string[]} args
 * @returns {{ email: string, role: 'site' | 'central' }}
 */
export function parseArguments(args) {
  const [command, email, ...rest] = args.filter((arg) => arg !== '--central');
  if (command !== 'reset-password' || !email?.includes('@') || rest.length > 0) throw new Refusal(`Usage: ${usage}`);
  return { email, role: args.includes('--central') ? 'central' : 'site' };
}

/**
 * @param {string} email
 * @param {'site' | 'central'} role
 * @param {(() => void | Promise<void>)[]} takeDown
 * @returns {Promise<string>}
 */
async function resetPassword(email, role, takeDown) {
  const read = readSettings(process.env, root);
  const wanted = read.servers.find((server) => server.role === role);
  if (!wanted) throw new Refusal(`These settings start no ${role === 'site' ? 'site' : 'central server'}.`);
  if (!existsSync(`${root}/node_modules`) || !existsSync(read.dataDir)) {
    throw new Refusal('Nothing has been started here yet: run `npm start` first.');
  }
  const settings = { ...read, dataDir: realpathSync(read.dataDir) };
  const urls = wanted.databaseUrl ? { [role]: wanted.databaseUrl } : await openEmbedded(settings.dataDir, takeDown);
  const environment = configureServers(settings, urls).find(({ server }) => server.role === role)?.environment ?? {};
  const input = { databaseUrl: environment.DATABASE_URL, email };
  const { password } = await runProgram({ root, file: 'reset-password.ts', environment, input });
  return password;
}

/**
 * The embedded Postgres: the one that `npm start` runs, else our own for the moment.
 * @param {string} dataDir
 * @param {(() => void | Promise<void>)[]} takeDown
 */
async function openEmbedded(dataDir, takeDown) {
  const record = readRecord(dataDir);
  if (!record) throw new Refusal('There is no database here yet: run `npm start` first.');
  if (findHolder(dataDir) !== null) return ensureDatabases(adminUrl(record), ['site', 'central']);
  const lock = lockDirectory(dataDir);
  takeDown.push(() => lock.release());
  const postgres = await startPostgres({ root, dataDir, durable: true });
  takeDown.push(() => postgres.stop());
  return ensureDatabases(postgres.adminUrl, ['site', 'central']);
}
