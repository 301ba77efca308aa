import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, readCommandLine, recordOf } from '../system/processes.mjs';
import { Refusal } from '../system/refusal.mjs';

/**
 * @typedef {{ pid: number, directory: string, port: number | null, ready: boolean }} Postmaster
 */

/**
 * What a running Postgres writes into `postmaster.pid`: pid, directory, start, port, socket directory, address, shared
 * memory, state.
 * @param {string} text
 * @returns {Postmaster | null} null when it is cut short
 */
export function parsePostmasterFile(text) {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, directory: lines[1] ?? '', port: port > 0 ? port : null, ready: lines[7] === 'ready' };
}

/**
 * @param {string} directory of the data
 * @returns {Postmaster | null}
 */
export function readPostmaster(directory) {
  try {
    return parsePostmasterFile(readFileSync(path.join(directory, 'postmaster.pid'), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Ends the Postgres that a killed launcher left running on this directory, and sees to it that a file of one that is gone
 * keeps none from starting.
 * @param {string} directory
 * @returns {Promise<boolean>} whether one was ended
 */
export async function endLeftOverPostgres(directory) {
  const postmaster = readPostmaster(directory);
  if (!postmaster) return false;
  const record = recordOf(postmaster.pid);
  if (!record || !servesDirectory(record.pid, directory)) {
    disownPostmasterFile(directory);
    return false;
  }
  const gone = await endProcess(record, [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ]);
  if (!gone) throw new Refusal(`The Postgres of an earlier start (process ${record.pid}) does not end.`);
  disownPostmasterFile(directory);
  return true;
}

/**
 * Postgres does not start if the number in the file is that of a zombie or now belongs to another program. Its parent's
 * number it takes for stale, and goes on to look for sessions that still use the old shared memory, which protects the data.
 * @param {string} directory
 */
function disownPostmasterFile(directory) {
  const file = path.join(directory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}

/**
 * Postgres works inside its data directory, also when that was renamed since; elsewhere the argument has to tell.
 * @param {number} pid
 * @param {string} directory
 */
function servesDirectory(pid, directory) {
  const command = readCommandLine(pid);
  if (!/\bpostgres\b/.test(command)) return false;
  if (process.platform !== 'linux') return command.includes(`-D ${directory}`);
  return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
}
