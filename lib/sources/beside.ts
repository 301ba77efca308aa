import 'server-only';
import { createReadStream, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SiblingFile } from '../openimmo/types';
import { isAbsent, isInside } from './inside';

/** Looks for files beside a bare XML. Folders and files are looked at once: a delivery may name a hundred thousand of them. */
export function lookBeside(folder: string): (wanted: string) => Promise<SiblingFile | null> {
  const listed: Listed = new Map();
  const found = new Map<string, SiblingFile | null>();
  return async (wanted) => {
    const known = found.get(wanted);
    if (known !== undefined) return known;
    const file = await findBeside(folder, wanted, listed);
    found.set(wanted, file);
    return file;
  };
}

/** folder -> folded name -> what bears it */
type Listed = Map<string, Map<string, Dirent[]>>;

/** The file beside a bare XML, whatever the case and composition of its name; null: none, or it leads out of the folder. */
async function findBeside(folder: string, wanted: string, listed: Listed): Promise<SiblingFile | null> {
  let place = folder;
  let isLinked = false;
  for (const part of wanted.split('/')) {
    if (part === '' || part === '.') continue;
    const entry = part.startsWith('.') ? undefined : await findEntry(place, part, listed);
    if (entry === undefined) return null;
    isLinked ||= !entry.isFile() && !entry.isDirectory();
    place = path.join(place, entry.name);
  }
  const real = isLinked ? await realpath(place) : place;
  const stats = await stat(real);
  if (!stats.isFile() || !isInside(folder, real)) return null;
  return {
    path: path.relative(folder, place).split(path.sep).join('/'),
    sizeBytes: stats.size,
    modifiedAt: new Date(Math.floor(stats.mtimeMs)).toISOString(),
    read: () => createReadStream(real),
  };
}

async function findEntry(folder: string, wanted: string, listed: Listed): Promise<Dirent | undefined> {
  const entries = listed.get(folder) ?? (await listEntries(folder));
  listed.set(folder, entries);
  const same = entries.get(fold(wanted)) ?? [];
  return same.find(({ name }) => name === wanted) ?? same[0];
}

async function listEntries(folder: string): Promise<Map<string, Dirent[]>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const byFolded = new Map<string, Dirent[]>();
  for (const entry of entries) {
    const folded = fold(entry.name);
    const same = byFolded.get(folded);
    if (same) same.push(entry);
    else byFolded.set(folded, [entry]);
  }
  return byFolded;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
