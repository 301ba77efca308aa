import 'server-only';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './storage-error';

/** Makes a folder with those above it. On a disk that may be read only, Node says of several at once that none was found. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if (isMissing(error)) await makeFirst(folder);
    throw error;
  }
}

/** Makes the topmost one that is missing, by itself: it fails with the true reason. */
async function makeFirst(folder: string): Promise<void> {
  const above = path.dirname(folder);
  try {
    await mkdir(folder);
  } catch (error) {
    if (!isMissing(error) || above === folder) throw error;
    await makeFirst(above);
  }
}
