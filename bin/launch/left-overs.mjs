import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, isRunning, recordOf } from '../system/processes.mjs';
import { Refusal } from '../system/refusal.mjs';

/** @typedef {import('../system/processes.mjs').ProcessRecord & { name: string }} NamedProcess */

/**
 * Remembers a server, so that the next start finds it if this process is killed.
 * @param {string} dataDir
 * @param {string} name
 * @param {number} pid
 */
export function rememberProcess(dataDir, name, pid) {
  const record = recordOf(pid);
  if (record === null) return;
  write(dataDir, [...read(dataDir).filter((known) => isRunning(known)), { ...record, name }]);
}

/** @param {string} dataDir */
export function forgetProcesses(dataDir) {
  write(dataDir, []);
}

/**
 * Ends the servers that a killed launcher left behind; a process that only has the same number is not touched.
 * @param {string} dataDir
 * @returns {Promise<string[]>} the names of what was ended
 */
export async function endLeftOvers(dataDir) {
  const running = read(dataDir).filter((known) => isRunning(known));
  for (const known of running) {
    const gone = await endProcess(known, [
      ['SIGTERM', 3000],
      ['SIGKILL', 3000],
    ]);
    if (!gone) throw new Refusal(`The ${known.name} server of an earlier start (process ${known.pid}) does not end.`);
  }
  forgetProcesses(dataDir);
  return running.map((known) => known.name);
}

/**
 * @param {string} dataDir
 * @returns {NamedProcess[]}
 */
function read(dataDir) {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'processes.json'), 'utf8'));
  } catch {
    return [];
  }
}

/**
 * @param {string} dataDir
 * @param {NamedProcess[]} processes
 */
function write(dataDir, processes) {
  writeFileSync(path.join(dataDir, 'processes.json'), `${JSON.stringify(processes)}\n`, { mode: 0o600 });
}
