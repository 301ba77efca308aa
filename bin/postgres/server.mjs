import { spawn } from 'node:child_process';
import { closeSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../system/log-file.mjs';
import { findFreePort } from '../system/ports.mjs';
import { Refusal } from '../system/refusal.mjs';
import { lastLines } from '../system/run.mjs';
import { initialiseCluster, postgresEnvironment, requireSameVersion } from './initialise.mjs';
import { choosePlace, writeRecord } from './place.mjs';
import { endLeftOverPostgres, readPostmaster } from './postmaster.mjs';

/**
 * @typedef {object} RunningPostgres
 * @property {string} adminUrl
 * @property {Promise<number>} ended its exit code, once it has ended
 * @property {() => Promise<void>} stop
 * @property {string} summary what was done to get it running
 */

/**
 * Starts the embedded Postgres on `dataDir`, on 127.0.0.1 only. One that a killed launcher left is ended before.
 * @param {{ root: string, dataDir: string, durable: boolean, fresh?: boolean,
 *   note?: (line: string) => void }} context `fresh` throws away what is there
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ root, dataDir, durable, fresh = false, note = () => undefined }) {
  const place = choosePlace({ root, dataDir, note });
  const leftOver = await endLeftOverPostgres(place.directory);
  if (leftOver) note('The Postgres that an earlier start had left running was stopped.');
  if (fresh) rmSync(place.directory, { recursive: true, force: true });
  const made = initialiseCluster(place, { durable });
  requireSameVersion(place);
  const port = await findFreePort(place.record.port);
  writeRecord(dataDir, { ...place.record, port });
  const logFile = path.join(dataDir, 'postgres.log');
  const { child, ended } = launchPostgres(place, port, durable, logFile);
  await waitUntilReady(place.directory, child.pid ?? 0, ended, logFile);
  return {
    adminUrl: adminUrl({ ...place.record, port }),
    ended,
    stop: () => stopPostgres(child, ended),
    summary: `Postgres ${made ? 'set up and ' : ''}running on port ${port}`,
  };
}

/** @param {import('./place.mjs').ClusterRecord} record */
export function adminUrl(record) {
  return `postgres://postgres:${record.password}@127.0.0.1:${record.port}/postgres`;
}

/** Checkpoints seldom and pages small: a first synchronisation writes a gigabyte and more. */
const DURABLE = { shared_buffers: '256MB', max_wal_size: '2GB', checkpoint_timeout: '15min', wal_compression: 'on' };

/**
 * In a process group of its own: Ctrl-C reaches the launcher alone, which stops the database after its users.
 * @param {import('./place.mjs').Place} place
 * @param {number} port
 * @param {boolean} durable
 * @param {string} logFile
 */
function launchPostgres({ binaries, directory, account }, port, durable, logFile) {
  const log = openLog(logFile);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: durable ? 100 : 200,
    log_line_prefix: '%m [%p] ',
    log_timezone: 'UTC',
    ...(durable
      ? DURABLE
      : { shared_buffers: '128MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const child = spawn(
    path.join(binaries, 'bin', 'postgres'),
    [
      '-D',
      directory,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...account, cwd: '/', env: postgresEnvironment(), stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
  return { child, ended };
}

/**
 * After a crash Postgres first goes through what it had written: that may take minutes.
 * @param {string} directory
 * @param {number} pid
 * @param {Promise<number>} ended
 * @param {string} logFile
 */
async function waitUntilReady(directory, pid, ended, logFile) {
  const state = { ended: false };
  ended.then(() => {
    state.ended = true;
  });
  const endMs = Date.now() + 300_000;
  while (!state.ended && Date.now() < endMs) {
    const postmaster = readPostmaster(directory);
    if (postmaster?.pid === pid && postmaster.ready) return;
    await sleep(25);
  }
  const log = existsSync(logFile) ? lastLines(readFileSync(logFile, 'utf8'), 12) : '';
  throw new Refusal(`Postgres ${state.ended ? 'ended at once' : 'is not ready after 5 minutes'} (${logFile}):\n${log}`);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<number>} ended
 */
async function stopPostgres(child, ended) {
  // Fast shutdown ends sessions and writes everything; the immediate one leaves the rest to the next start.
  for (const [signal, waitMs] of /** @type {[NodeJS.Signals, number][]} */ ([
    ['SIGINT', 3500],
    ['SIGQUIT', 1000],
  ])) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = new AbortController();
    await Promise.race([ended, sleep(waitMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
