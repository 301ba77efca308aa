import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning, recordOf } from '../system/processes.mjs';
import { Refusal } from '../system/refusal.mjs';

/**
 * Makes this process the only one that works on the directory. A lock whose process is gone (`kill -9`) is taken over.
 * @param {string} directory
 * @param {string} [advice] what else to do than to stop the other
 * @returns {{ release(): void }}
 * @throws {Refusal} that names the process that holds it
 */
export function lockDirectory(directory, advice = 'set DATA_DIR to another directory') {
  const file = path.join(directory, 'in-use.json');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(recordOf(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linkIfAbsent(mine, file)) return { release: () => rmSync(file, { force: true }) };
      const holder = readHolder(file);
      if (holder?.running) {
        throw new Refusal(`${directory} is in use by process ${holder.pid}. Stop that one first, or ${advice}.`);
      }
      removeStale(file, holder?.text ?? '');
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Refusal(`${directory} could not be locked: several programs start on it at once. Try again.`);
}

/**
 * The process that works on the directory now, or null.
 * @param {string} directory
 */
export function findHolder(directory) {
  const holder = readHolder(path.join(directory, 'in-use.json'));
  return holder?.running ? holder.pid : null;
}

/**
 * Linking, unlike writing, shows others a whole file or none.
 * @param {string} source
 * @param {string} target
 */
function linkIfAbsent(source, target) {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    const text = readFileSync(file, 'utf8');
    const record = JSON.parse(text);
    return { text, pid: Number(record?.pid), running: record !== null && isRunning(record) };
  } catch {
    return null;
  }
}

/**
 * Two that found the same stale lock may both come here: one that took away a newer lock puts it back.
 * @param {string} file
 * @param {string} staleText
 */
function removeStale(file, staleText) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    const text = readFileSync(aside, 'utf8');
    if (text !== staleText && staleText !== '') linkIfAbsent(aside, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
