import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { readPrivateJson, writePrivateJson } from '../system/private-json.mjs';
import { Refusal } from '../system/refusal.mjs';
import { chooseAccount, mayEnter, mayRun } from './account.mjs';
import { copyBinaries, findBinaries } from './binaries.mjs';

const shelf = '/var/lib/estate-sync';

/**
 * @typedef {object} Place
 * @property {string} binaries
 * @property {string} version of the programs
 * @property {string} directory of the data
 * @property {import('./account.mjs').Account} account
 * @property {ClusterRecord} record
 *
 * What is remembered beside the data: a directory, relative to it if it lies there, and how to reach the server.
 * @typedef {{ directory: string, port: number | null, password: string }} ClusterRecord
 */

/**
 * Where Postgres' programs and data lie and as whom it runs. Below a home that the account for Postgres may not enter,
 * both go to /var/lib.
 * @param {{ root: string, dataDir: string, note: (line: string) => void }} context
 * @returns {Place}
 */
export function choosePlace({ root, dataDir, note }) {
  const found = findBinaries(root);
  const known = readRecord(dataDir);
  const inside = path.join(dataDir, 'postgres');
  const account = chooseAccount(known ? path.resolve(dataDir, known.directory) : inside, note);
  const runsInPlace = account === null || mayRun(account, path.join(found.directory, 'bin', 'postgres'));
  const binaries = runsInPlace ? found.directory : copyBinaries(found, shelf);
  if (!mayRun(account, path.join(binaries, 'bin', 'postgres'))) {
    throw new Refusal('The embedded Postgres does not run on this system. Start one yourself and set DATABASE_URL.');
  }
  const record = known ?? placeCluster(dataDir, account);
  const directory = path.resolve(dataDir, record.directory);
  if (!mayEnter(account, path.dirname(directory))) {
    throw new Refusal(`The database's owner (user ${account?.uid}) may not enter ${path.dirname(directory)}.`);
  }
  if (binaries !== found.directory)
    note(`Postgres' user may not read this directory: its programs are in ${binaries}.`);
  if (path.isAbsolute(record.directory))
    note(`Postgres' user may not enter ${dataDir}: the database is in ${directory}.`);
  return { binaries, version: found.version, directory, account, record };
}

/**
 * @param {string} dataDir
 * @returns {ClusterRecord | undefined}
 */
export function readRecord(dataDir) {
  return /** @type {ClusterRecord | undefined} */ (readPrivateJson(path.join(dataDir, 'postgres.json')));
}

/**
 * @param {string} dataDir
 * @param {ClusterRecord} record
 */
export function writeRecord(dataDir, record) {
  writePrivateJson(path.join(dataDir, 'postgres.json'), record);
}

/**
 * @param {string} dataDir
 * @param {import('./account.mjs').Account} account
 * @returns {ClusterRecord}
 */
function placeCluster(dataDir, account) {
  const password = randomBytes(24).toString('hex');
  if (mayEnter(account, dataDir)) return { directory: 'postgres', port: null, password };
  const directory = path.join(shelf, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  chmodSync(shelf, 0o755);
  // It belonged to a data directory that was removed: nobody knows its password, but nothing of it is thrown away.
  if (existsSync(directory)) renameSync(directory, `${directory}.${Date.now()}`);
  return { directory, port: null, password };
}
