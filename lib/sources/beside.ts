import 'server-only';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SiblingFile } from '../openimmo/types';
import { isAbsent, isInside } from './inside';

/** The file beside a bare XML, whatever the case and composition of its name; null: none, or it leads out of the folder. */
export async function findBeside(folder: string, wanted: string): Promise<SiblingFile | null> {
  let place = folder;
  for (const part of wanted.split('/')) {
    if (part === '' || part === '.') continue;
    const name = part.startsWith('.') ? undefined : await findName(place, part);
    if (name === undefined) return null;
    place = path.join(place, name);
  }
  const real = await realpath(place);
  const stats = await stat(real);
  if (!stats.isFile() || !isInside(folder, real)) return null;
  return {
    path: path.relative(folder, place).split(path.sep).join('/'),
    sizeBytes: stats.size,
    modifiedAt: new Date(Math.floor(stats.mtimeMs)).toISOString(),
    read: () => createReadStream(real),
  };
}

async function findName(folder: string, wanted: string): Promise<string | undefined> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const folded = fold(wanted);
  return names.find((name) => name === wanted) ?? names.find((name) => fold(name) === folded);
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
