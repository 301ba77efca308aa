import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process as it is remembered in a file: a number alone may long belong to another.
 * @typedef {{ pid: number, identity: string }} ProcessRecord
 */

/**
 * What tells a running process from a later one of the same number; null when none runs (a zombie does not).
 * @param {number} pid
 * @returns {string | null}
 */
export function identifyProcess(pid) {
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return null;
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

/** @param {number} pid */
function answersSignals(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {number} pid */
function identifyByProc(pid) {
  try {
    const stat = parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    if (stat.state === 'Z' || stat.state === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${stat.startTicks}`;
  } catch {
    return null;
  }
}

/**
 * State and start time out of /proc/PID/stat, whose second field may hold spaces and brackets.
 * @param {string} text
 */
export function parseProcStat(text) {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
}

/** @param {number} pid */
function identifyByPs(pid) {
  const line = spawnSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const text = (line.stdout ?? '').trim();
  if (text === '' || text.startsWith('Z')) return null;
  return text.replace(/^\S+\s+/, '');
}

/**
 * @param {number} pid
 * @returns {string} the program and its arguments, empty when they cannot be read
 */
export function readCommandLine(pid) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {ProcessRecord | null}
 */
export function recordOf(pid) {
  const identity = identifyProcess(pid);
  return identity === null ? null : { pid, identity };
}

/** @param {ProcessRecord} record */
export function isRunning(record) {
  return identifyProcess(record.pid) === record.identity;
}

/**
 * Sends one signal after the other until the process is gone, waiting after each; `group` reaches what it started too.
 * @param {ProcessRecord} record
 * @param {[signal: NodeJS.Signals, waitMs: number][]} signals
 * @param {{ group?: boolean }} [options]
 * @returns {Promise<boolean>} whether it is gone
 */
export async function endProcess(record, signals, options = {}) {
  for (const [signal, waitMs] of signals) {
    if (!isRunning(record)) return true;
    sendSignal(options.group ? -record.pid : record.pid, signal);
    const endMs = Date.now() + waitMs;
    while (Date.now() < endMs && isRunning(record)) await sleep(25);
  }
  return !isRunning(record);
}

/**
 * @param {number} target
 * @param {NodeJS.Signals} signal
 */
function sendSignal(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
