import { getFileNameLowLevel } from 'yauzl';
import { decodeWindows1252 } from '../windows-1252';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LETTERS_AND_ASCII = /^[\x20-\x7eÀ-ÖØ-öø-ɏ]*$/u;

/** All readings of an entry's name, the likeliest first: ZIP writers rarely say in which encoding they wrote it. */
export function decodeNames(raw: Buffer, extraFields: { id: number; data: Buffer }[]): string[] {
  const names: string[] = [];
  const fromExtraField = getFileNameLowLevel(0, raw, extraFields, true);
  const cp437 = getFileNameLowLevel(0, raw, [], true);
  if (fromExtraField !== cp437) names.push(fromExtraField);
  const asUtf8 = decodeUtf8(raw);
  if (asUtf8 !== null) names.push(asUtf8);
  else {
    const ansi = decodeWindows1252(raw);
    names.push(...(!LETTERS_AND_ASCII.test(cp437) && LETTERS_AND_ASCII.test(ansi) ? [ansi, cp437] : [cp437, ansi]));
  }
  return [...new Set(names.map((name) => name.replaceAll('\\', '/')))];
}

function decodeUtf8(raw: Buffer): string | null {
  try {
    return utf8.decode(raw);
  } catch {
    return null;
  }
}

/** Two spellings of one name are the same file: NFC, any case, `/` for `\`, no `./`. */
export function foldName(name: string): string {
  return joinPath('', name).normalize('NFC').toLowerCase();
}

/** Resolves `.` and `..`; a path that leaves the archive's root comes back with its `..` and therefore names no entry. */
export function joinPath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.replaceAll('\\', '/').split('/').at(-1) ?? path;
}

/** The name as it stands, and with its `%20` and the like read. */
export function percentVariants(name: string): string[] {
  if (!name.includes('%')) return [name];
  try {
    const decoded = decodeURIComponent(name);
    return decoded === name ? [name] : [name, decoded];
  } catch {
    return [name];
  }
}

export type UnsafeName = 'path' | 'device';

const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** What makes a name dangerous to anybody who would write it to a disk; we never do, and refuse it all the same. */
export function findUnsafeName(names: readonly string[]): UnsafeName | null {
  for (const name of names.flatMap(percentVariants)) {
    const path = name.replaceAll('\\', '/');
    if (path.startsWith('/') || /^[a-z]:/i.test(path) || hasControlCharacter(path)) return 'path';
    for (const part of path.split('/')) {
      if (/^[. ]*\.\.[. ]*$/.test(part)) return 'path';
      if (DEVICE.test((part.split('.')[0] ?? '').trim())) return 'device';
    }
  }
  return null;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ');
}
